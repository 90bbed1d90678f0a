internal import Trail

extension AdminAct {
    /// What somebody did to a destination; its password is not in it, sealed or not.
    ///
    /// - Parameters:
    ///   - verb: What was done, in the past tense: `created`.
    ///   - destination: The destination as it is now.
    ///   - principal: Who did it.
    ///   - message: A sentence for people to read.
    ///   - old: The destination as it was, to say what changed.
    /// - Returns: The act, for the ledger of whoever did it: one in the destination's tenant would
    ///   begin that in the main store.
    static func destination(
        _ verb: String,
        _ destination: Destination,
        by principal: Principal,
        _ message: String,
        from old: Destination? = nil
    ) -> Self {
        let (place, route) = (destination.place, destination.route)
        var facts: [String: JSON] = [
            "id": .string(destination.id.description),
            "name": .string(destination.name),
            "engine": .string(place.engine.rawValue),
            "host": .string(place.host),
            "database_name": .string(place.database),
            "has_password": .bool(destination.login.password != nil),
            "is_primary": .bool(route.isPrimary),
            "is_active": .bool(route.isActive),
        ]
        if let port = place.port { facts["port"] = .integer(Int64(port)) }
        if let username = destination.login.username { facts["username"] = .string(username) }
        if let tenant = route.tenant { facts["tenant_id"] = .string(tenant.name) }
        if let old {
            facts["changed"] = .array(destination.fields(changedFrom: old).map { .string($0) })
        }
        return Self(
            principal: principal,
            category: "destination",
            name: "destination_" + verb,
            message: message,
            facts: facts
        )
    }
}

extension Destination {
    /// The names of the fields in which the destination differs from `old`.
    func fields(changedFrom old: Self) -> [String] {
        let changes: [(String, Bool)] = [
            ("name", self.name != old.name),
            ("engine", self.place.engine != old.place.engine),
            ("host", self.place.host != old.place.host),
            ("port", self.place.port != old.place.port),
            ("database_name", self.place.database != old.place.database),
            ("username", self.login.username != old.login.username),
            ("password", self.login.password != old.login.password),
            ("tenant_id", self.route.tenant != old.route.tenant),
            ("is_primary", self.route.isPrimary != old.route.isPrimary),
            ("is_active", self.route.isActive != old.route.isActive),
        ]
        return changes.filter(\.1).map(\.0)
    }
}
