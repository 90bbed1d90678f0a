public import Trail

/// What this process can use as destinations, and what it may reach.
public struct Destinations: Sendable {
    /// The sorts of database that it can use.
    public var engines: [any DestinationEngine]
    /// The hosts that it may connect to.
    public var allowedHosts: AllowedHosts
    /// Seals passwords; where there is none, none are taken.
    public var vault: PasswordVault?
    /// Brings events to the destinations; where there is none, they are kept in the main store.
    public var routing: (any DestinationRouting)?
    let checker: DestinationChecker

    /// Destinations; none can be used unless engines are given.
    public init(
        engines: [any DestinationEngine] = [],
        allowedHosts: AllowedHosts = .none,
        vault: PasswordVault? = nil,
        routing: (any DestinationRouting)? = nil
    ) {
        self.init(
            engines: engines,
            allowedHosts: allowedHosts,
            vault: vault,
            routing: routing,
            checker: DestinationChecker()
        )
    }

    init(
        engines: [any DestinationEngine],
        allowedHosts: AllowedHosts = .none,
        vault: PasswordVault? = nil,
        routing: (any DestinationRouting)? = nil,
        checker: DestinationChecker
    ) {
        self.engines = engines
        self.allowedHosts = allowedHosts
        self.vault = vault
        self.routing = routing
        self.checker = checker
    }

    /// The engine of that sort; `nil` where this process has none.
    func engine(_ engine: Destination.Engine) -> (any DestinationEngine)? {
        self.engines.first { $0.engine == engine }
    }

    /// What speaks against a place; `nil` for nothing.
    func objection(to place: Destination.Place) -> DestinationObjection? {
        guard let engine = self.engine(place.engine) else {
            return DestinationObjection("engine", self.sentence(without: place.engine.rawValue))
        }
        if let objection = engine.objection(to: place) { return objection }
        guard let usual = engine.usualPort else { return nil }
        guard IPAddress(place.host) != nil || AllowedHosts.isName(place.host) else {
            return DestinationObjection("host", "The name or the address of a host is expected.")
        }
        return self.allowedHosts.objection(to: place.host, port: place.port ?? usual)
            .map { DestinationObjection("host", $0) }
    }

    /// Says that there is no such engine.
    func sentence(without engine: String) -> String {
        let known = self.engines.map(\.engine.rawValue).sorted().joined(separator: ", ")
        guard !known.isEmpty else {
            return "This server keeps events in its own store alone; it can use no destinations."
        }
        return "This server cannot use \(engine) as a destination; it can use: \(known)."
    }
}
