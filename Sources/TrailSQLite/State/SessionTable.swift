internal import GRDB
internal import Trail

/// Who is signed in.
struct SessionTable {
    let database: Database

    private static let columns = """
        hash, user, user_session.created_at, last_seen_at, expires_at, ip, user_agent
        """

    func add(_ session: UserSession) throws {
        let statement = try RawStatement(
            """
            INSERT INTO user_session (
                hash, user, created_at, last_seen_at, expires_at, ip, user_agent
            ) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            self.database
        )
        statement.bind(copying: session.hash, at: 1)
        statement.bind(copying: session.user, at: 2)
        statement.bind(session.createdAt.microseconds, at: 3)
        statement.bind(session.lastSeenAt.microseconds, at: 4)
        statement.bind(session.expiresAt.microseconds, at: 5)
        statement.bind(copying: session.ip.map { Array($0.utf8) }, asTextAt: 6)
        statement.bind(copying: session.userAgent.map { Array($0.utf8) }, asTextAt: 7)
        try statement.run()
    }

    func session(hash: [UInt8]) throws -> SignedInUser? {
        let statement = try RawStatement(
            """
            SELECT \(Self.columns), \(UserTable.columns)
            FROM user_session JOIN user ON user.name = user_session.user WHERE hash = ?
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(copying: hash, at: 1)
        guard try statement.step() else { return nil }
        return SignedInUser(
            session: Self.session(statement),
            user: try UserTable.user(statement, from: 7)
        )
    }

    func sessions(ofUser name: String) throws -> [UserSession] {
        let statement = try RawStatement(
            """
            SELECT \(Self.columns) FROM user_session WHERE user = ?
            ORDER BY user_session.created_at DESC, hash
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(copying: name, at: 1)
        var sessions: [UserSession] = []
        while try statement.step() {
            sessions.append(Self.session(statement))
        }
        return sessions
    }

    func noteUse(_ hash: [UInt8], at time: Timestamp) throws {
        let statement = try RawStatement(
            "UPDATE user_session SET last_seen_at = ? WHERE hash = ?",
            self.database
        )
        statement.bind(time.microseconds, at: 1)
        statement.bind(copying: hash, at: 2)
        try statement.run()
    }

    func remove(_ hash: [UInt8]) throws -> Bool {
        let statement = try RawStatement(
            "DELETE FROM user_session WHERE hash = ?",
            self.database
        )
        statement.bind(copying: hash, at: 1)
        try statement.run()
        return self.database.changesCount > 0
    }

    func removeAll(ofUser name: String) throws {
        let statement = try RawStatement(
            "DELETE FROM user_session WHERE user = ?",
            self.database
        )
        statement.bind(copying: name, at: 1)
        try statement.run()
    }

    /// Removes what has ended by `time`.
    func removeEnded(by time: Timestamp) throws {
        let statement = try RawStatement(
            "DELETE FROM user_session WHERE expires_at <= ?",
            self.database
        )
        statement.bind(time.microseconds, at: 1)
        try statement.run()
    }

    /// Removes the oldest sessions of a user beyond `count`.
    func keepNewest(_ count: Int, ofUser name: String) throws {
        for session in try self.sessions(ofUser: name).dropFirst(count) {
            _ = try self.remove(session.hash)
        }
    }

    private static func session(_ statement: RawStatement) -> UserSession {
        var session = UserSession(
            hash: statement.bytes(0),
            user: statement.text(1),
            createdAt: Timestamp(microseconds: statement.integer(2)),
            expiresAt: Timestamp(microseconds: statement.integer(4)),
            ip: statement.optionalText(5),
            userAgent: statement.optionalText(6)
        )
        session.lastSeenAt = Timestamp(microseconds: statement.integer(3))
        return session
    }
}
