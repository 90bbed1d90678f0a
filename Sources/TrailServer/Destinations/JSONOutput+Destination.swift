internal import Trail

extension JSONOutput {
    /// A destination, by the seed's names; its password is not in it, sealed or not.
    mutating func destination(_ destination: Destination) {
        self.beginObject()
        self.place(of: destination)
        self.member("username", destination.login.username)
        self.member("has_password", destination.login.password != nil)
        self.member("route_for", "all")
        self.member("is_primary", destination.route.isPrimary)
        self.member("is_active", destination.route.isActive)
        self.member("is_readonly", false)
        self.member("tenant_id", destination.route.tenant?.name)
        self.key("connection_options")
        self.beginObject()
        self.endObject()
        self.member("last_health_check", destination.health?.checkedAt.description)
        self.key("is_healthy")
        if let health = destination.health { self.bool(health.isHealthy) } else { self.null() }
        self.member("health_error", destination.health?.fault)
        self.member("created_at", destination.createdAt.description)
        self.member("updated_at", destination.updatedAt.description)
        self.endObject()
    }

    private mutating func place(of destination: Destination) {
        let place = destination.place
        self.member("id", destination.id.description)
        self.member("name", destination.name)
        self.member("engine", place.engine.rawValue)
        self.member("host", place.host)
        self.key("port")
        if let port = place.port { self.integer(port) } else { self.null() }
        self.member("database_name", place.database)
    }

    /// What was found of a destination.
    mutating func finding(
        _ finding: DestinationChecker.Finding,
        of destination: Destination,
        at time: Timestamp
    ) {
        self.beginObject()
        self.member("id", destination.id.description)
        self.member("name", destination.name)
        self.member("engine", destination.place.engine.rawValue)
        self.member("healthy", finding.fault == nil)
        self.member("error", finding.fault)
        self.key("latency_ms")
        if let latency = finding.latency {
            let tenths =
                latency.components.seconds * 10_000
                + latency.components.attoseconds / 100_000_000_000_000
            self.raw("\(tenths / 10).\(tenths % 10)".utf8)
        } else {
            self.null()
        }
        self.member("checked_at", time.description)
        self.endObject()
    }
}
