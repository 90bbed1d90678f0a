internal import Trail

/// What a client says of a destination.
struct DestinationFields: Sendable {
    /// Said, be it null; a field that is not said has no value of this type.
    struct Said<Value: Sendable & Hashable>: Sendable, Hashable {
        let value: Value?
    }

    private let name: String?
    private let engine: Destination.Engine?
    private let host: String?
    private let port: Said<Int>?
    private let database: String?
    private let username: Said<String>?
    private let password: Said<String>?
    private let tenant: Said<TenantID>?
    private let isPrimary: Bool?
    private let isActive: Bool?

    /// What a client sends back that has read a destination, and cannot change.
    private static let readOnly = [
        "id", "has_password", "last_health_check", "is_healthy", "health_error", "created_at",
        "updated_at",
    ]

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - isWhole: Whether it says what the destination is, and not only what changes.
    ///   - destinations: What can be used.
    /// - Throws: ``Problem`` 400 with everything that is wrong.
    init(
        _ body: inout ObjectBody,
        isWhole: Bool,
        _ destinations: Destinations
    ) throws(Problem) {
        for name in Self.readOnly { _ = body.take(name) }
        self.name = isWhole ? body.requiredText("name") : body.text("name")
        self.engine = body.engine(isRequired: isWhole, destinations)
        self.host = body.plainText("host", upTo: 253) ?? (isWhole ? Destination.Place.ownHost : nil)
        self.port = body.said("port", isWhole) { $0.integer("port", in: 1...65_535) }
        if isWhole, !body.has("database_name") { body.require("database_name") }
        self.database = body.plainText("database_name")
        self.username = body.said("username", isWhole) { $0.plainText("username") }
        // Nobody can send back what is never shown: silence keeps it, null takes it away.
        self.password = body.said("password", false) {
            $0.text("password", upTo: PasswordVault.mostBytes)
        }
        if self.password?.value != nil, destinations.vault == nil {
            body.refuse("password", "This server has no secret to keep passwords under.") as Void?
        }
        self.tenant = body.said("tenant_id", false) { $0.tenant("tenant_id") }
        self.isPrimary = body.flag("is_primary") ?? (isWhole ? false : nil)
        self.isActive = body.flag("is_active") ?? (isWhole ? true : nil)
        body.acceptOnlyWhatIsKept()
        try body.finish()
    }

    /// The destination with what was said.
    ///
    /// A password is for one server: with another engine, host or port it goes, unless one for that
    /// server is said.
    /// - Throws: ``Problem`` 400 for a place that cannot be used, 403 for a tenant that `principal`
    ///   may not decide about.
    func applied(
        to destination: Destination,
        by principal: Principal,
        _ destinations: Destinations
    ) throws -> Destination {
        var changed = destination
        if let name { changed.name = name }
        if let engine { changed.place.engine = engine }
        if let host { changed.place.host = host }
        if let port { changed.place.port = port.value }
        if let database { changed.place.database = database }
        if let username { changed.login.username = username.value }
        if let tenant { changed.route.tenant = tenant.value }
        if let isPrimary { changed.route.isPrimary = isPrimary }
        if let isActive { changed.route.isActive = isActive }
        try principal.checkReaches(changed.route.tenant)
        if let objection = destinations.objection(to: changed.place) {
            throw Problem(field: objection.field, objection.reason)
        }
        if !changed.place.isSameServer(as: destination.place) { changed.login.password = nil }
        if let password {
            changed.login.password = try password.value.flatMap { [changed] in
                try destinations.vault?.seal($0, for: changed)
            }
        }
        return changed
    }
}

extension ObjectBody {
    /// Takes the name of an engine.
    fileprivate mutating func engine(
        isRequired: Bool,
        _ destinations: Destinations
    ) -> Destination.Engine? {
        guard let text = isRequired ? self.requiredText("engine") : self.text("engine") else {
            return nil
        }
        guard let engine = Destination.Engine(rawValue: text), destinations.engine(engine) != nil
        else {
            let name = String(text.unicodeScalars.filter { $0.properties.isAlphabetic })
            return self.refuse("engine", destinations.sentence(without: name))
        }
        return engine
    }

    /// Takes a text without control characters.
    fileprivate mutating func plainText(_ name: String, upTo limit: Int = 255) -> String? {
        guard let text = self.text(name, upTo: limit) else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            return self.refuse(name, "Control characters are not accepted.")
        }
        return text
    }

    /// Takes a value where the field is there, be it null; `isWhole` says that silence is null.
    fileprivate mutating func said<Value>(
        _ name: String,
        _ isWhole: Bool,
        _ take: (inout ObjectBody) -> Value?
    ) -> DestinationFields.Said<Value>? {
        guard isWhole || self.has(name) else { return nil }
        return DestinationFields.Said(value: take(&self))
    }

    /// Takes fields that clients know from elsewhere, and refuses what they would mean.
    fileprivate mutating func acceptOnlyWhatIsKept() {
        if let coverage = self.text("route_for"), coverage != "all" {
            self.refuse(
                "route_for",
                "A tenant's events of all kinds are one ledger, which is kept in one place: "
                    + "all is expected."
            ) as Void?
        }
        if self.flag("is_readonly") == true {
            self.refuse(
                "is_readonly",
                "Events are recorded in a destination, so it cannot be read-only."
            ) as Void?
        }
        guard let options = self.take("connection_options") else { return }
        guard options == .object([:]) else {
            self.refuse("connection_options", "No options are known: {} is expected.") as Void?
            return
        }
    }
}
