internal import GRDB
internal import Trail

/// The destinations.
struct DestinationTable {
    let database: Database

    private static let columns = """
        id, name, tenant, engine, host, port, database_name, username, password, is_primary,
        is_active, checked_at, fault, created_at, updated_at, revision
        """

    func add(_ destination: Destination) throws {
        let statement = try RawStatement(
            """
            INSERT INTO destination (
                name, tenant, engine, host, port, database_name, username, password, is_primary,
                is_active, updated_at, id, checked_at, fault, created_at, revision
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            self.database
        )
        Self.bind(destination, to: statement)
        statement.bind(copying: destination.id.bytes, at: 12)
        Self.bind(destination.health, to: statement, from: 13)
        statement.bind(destination.createdAt.microseconds, at: 15)
        statement.bind(destination.revision, at: 16)
        try statement.run()
    }

    func all() throws -> [Destination] {
        let statement = try RawStatement(
            "SELECT \(Self.columns) FROM destination ORDER BY name, tenant",
            self.database
        )
        defer { statement.reset() }
        var destinations: [Destination] = []
        while try statement.step() {
            destinations.append(try Self.destination(statement))
        }
        return destinations
    }

    /// Replaces a destination that has the revision of this one; what was found of another place or
    /// login is forgotten.
    ///
    /// - Returns: Whether there was one.
    func replace(_ destination: Destination) throws -> Bool {
        // To the right of `=` are the columns as they were before.
        let isSame = """
            engine IS ?3 AND host IS ?4 AND port IS ?5 AND database_name IS ?6 AND username IS ?7
                AND password IS ?8
            """
        let statement = try RawStatement(
            """
            UPDATE destination SET name = ?1, tenant = ?2, engine = ?3, host = ?4, port = ?5,
                database_name = ?6, username = ?7, password = ?8, is_primary = ?9, is_active = ?10,
                updated_at = ?11, revision = revision + 1,
                checked_at = CASE WHEN \(isSame) THEN checked_at END,
                fault = CASE WHEN \(isSame) THEN fault END
            WHERE id = ?12 AND revision = ?13
            """,
            self.database
        )
        Self.bind(destination, to: statement)
        statement.bind(copying: destination.id.bytes, at: 12)
        statement.bind(destination.revision, at: 13)
        try statement.run()
        return self.database.changesCount > 0
    }

    /// Removes a destination that has the revision of this one.
    ///
    /// - Returns: Whether there was one.
    func remove(_ destination: Destination) throws -> Bool {
        let statement = try RawStatement(
            "DELETE FROM destination WHERE id = ? AND revision = ?",
            self.database
        )
        statement.bind(copying: destination.id.bytes, at: 1)
        statement.bind(destination.revision, at: 2)
        try statement.run()
        return self.database.changesCount > 0
    }

    func note(_ health: Destination.Health, of destination: Destination) throws {
        let statement = try RawStatement(
            "UPDATE destination SET checked_at = ?, fault = ? WHERE id = ? AND revision = ?",
            self.database
        )
        Self.bind(health, to: statement, from: 1)
        statement.bind(copying: destination.id.bytes, at: 3)
        statement.bind(destination.revision, at: 4)
        try statement.run()
    }
}

// MARK: - Rows

extension DestinationTable {
    /// Binds what may change of a destination: eleven values.
    private static func bind(_ destination: Destination, to statement: RawStatement) {
        let (place, login, route) = (destination.place, destination.login, destination.route)
        statement.bind(copying: destination.name, at: 1)
        statement.bind(copying: route.tenant?.name ?? "", at: 2)
        statement.bind(copying: place.engine.rawValue, at: 3)
        statement.bind(copying: place.host, at: 4)
        statement.bind(place.port.map { Int64($0) }, at: 5)
        statement.bind(copying: place.database, at: 6)
        Self.bind(login.username, to: statement, at: 7)
        if let password = login.password {
            statement.bind(copying: password, at: 8)
        } else {
            statement.bindNull(at: 8)
        }
        statement.bind(route.isPrimary ? 1 : 0, at: 9)
        statement.bind(route.isActive ? 1 : 0, at: 10)
        statement.bind(destination.updatedAt.microseconds, at: 11)
    }

    /// Binds what was found: two values.
    private static func bind(
        _ health: Destination.Health?,
        to statement: RawStatement,
        from place: Int
    ) {
        statement.bind(health?.checkedAt.microseconds, at: place)
        Self.bind(health?.fault, to: statement, at: place + 1)
    }

    private static func bind(_ text: String?, to statement: RawStatement, at place: Int) {
        if let text {
            statement.bind(copying: text, at: place)
        } else {
            statement.bindNull(at: place)
        }
    }

    private static func destination(_ statement: RawStatement) throws(TrailError) -> Destination {
        do {
            let tenant = statement.text(2)
            guard let id = EventID(bytes: statement.bytes(0)),
                let engine = Destination.Engine(rawValue: statement.text(3))
            else { throw Malformed() }
            var destination = Destination(
                id: id,
                name: statement.text(1),
                place: Destination.Place(
                    engine: engine,
                    host: statement.text(4),
                    port: statement.optionalInteger(5).map { Int($0) },
                    database: statement.text(6)
                ),
                route: Destination.Route(
                    tenant: tenant.isEmpty ? nil : try TenantID(tenant),
                    isPrimary: statement.integer(9) != 0,
                    isActive: statement.integer(10) != 0
                ),
                createdAt: Timestamp(microseconds: statement.integer(13))
            )
            destination.login.username = statement.optionalText(7)
            destination.login.password = statement.optionalBytes(8)
            destination.health = statement.optionalInteger(11).map {
                Destination.Health(
                    checkedAt: Timestamp(microseconds: $0),
                    fault: statement.optionalText(12)
                )
            }
            destination.updatedAt = Timestamp(microseconds: statement.integer(14))
            destination.revision = statement.integer(15)
            return destination
        } catch {
            throw TrailError(.ledgerDamaged, "A stored destination is malformed.", cause: error)
        }
    }

    private struct Malformed: Error {}
}
