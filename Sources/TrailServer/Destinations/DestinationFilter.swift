internal import Trail

/// Which destinations a list shows to whoever asks.
struct DestinationFilter: Sendable {
    private let engines: [Destination.Engine]?
    private let isActive: Bool?
    private let isPrimary: Bool?
    private let tenants: TenantChoice

    /// Reads the parameters of a list.
    ///
    /// - Throws: ``Problem`` 400, and 403 for another tenant unless a superuser asks.
    init(_ values: QueryValues, for principal: Principal) throws(Problem) {
        try values.allow(
            NumberedPage.parameters + [
                "engine", "engine__in", "is_active", "is_primary", "route_for", "tenant_id",
            ]
        )
        let one = try Self.engines(values.text("engine").map { [$0] }, "engine")
        let names = values.text("engine__in")?.split(separator: ",").map { String($0) }
        let several = try Self.engines(names, "engine__in")
        self.engines = one ?? several
        self.isActive = try values.flag("is_active")
        self.isPrimary = try values.flag("is_primary")
        if let coverage = values.text("route_for"), coverage != "all" {
            throw Problem(field: "route_for", "Destinations are for all kinds: all is expected.")
        }
        self.tenants = try TenantChoice(principal, asked: try values.tenant())
    }

    /// Whether the list shows it.
    func matches(_ destination: Destination) -> Bool {
        self.tenants.contains(destination.route.tenant)
            && (self.engines?.contains(destination.place.engine) ?? true)
            && (self.isActive ?? destination.route.isActive) == destination.route.isActive
            && (self.isPrimary ?? destination.route.isPrimary) == destination.route.isPrimary
    }

    private static func engines(
        _ names: [String]?,
        _ field: String
    ) throws(Problem) -> [Destination.Engine]? {
        guard let names else { return nil }
        let engines = names.compactMap { Destination.Engine(rawValue: $0) }
        guard engines.count == names.count, !names.isEmpty else {
            let all = Destination.Engine.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(field: field, "Engines are \(all).")
        }
        return engines
    }
}
