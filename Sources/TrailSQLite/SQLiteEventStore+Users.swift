internal import GRDB
public import Trail

extension SQLiteEventStore {
    /// Adds a user.
    ///
    /// - Throws: ``Trail/TrailError`` `idConflict` where the name is taken.
    public func add(_ user: UserAccount) async throws {
        do {
            try await self.write { database, _ in try UserTable(database: database).add(user) }
        } catch let error as TrailError {
            guard let failure = error.cause as? SQLiteFailure, failure.isDuplicate else {
                throw error
            }
            throw TrailError(.idConflict, "There is a user called \(user.name).")
        }
    }

    /// Adds a user where there is none at all.
    ///
    /// - Returns: Whether it was added. Of several callers at the same time one adds its user.
    public func addFirst(_ user: UserAccount) async throws -> Bool {
        try await self.write { database, _ in
            let table = UserTable(database: database)
            guard try table.isEmpty else { return false }
            try table.add(user)
            return true
        }
    }

    /// The users by name, disabled ones included.
    public func users() async throws -> [UserAccount] {
        try await self.read { try UserTable(database: $0).all() }
    }

    /// The user called `name`, disabled or not; `nil` where there is none.
    public func user(named name: String) async throws -> UserAccount? {
        try await self.read { try UserTable(database: $0).user(named: name) }
    }

    /// Replaces what is stored of a user, unless that has changed since `user` was read.
    public func replace(
        _ user: UserAccount,
        endingSessions endsSessions: Bool
    ) async throws -> UserReplacement {
        do {
            return try await self.write { database, _ in
                let table = UserTable(database: database)
                let hadSuperuser = try table.hasActiveSuperuser
                guard try table.replace(user) else { return .outdated }
                if hadSuperuser, try !table.hasActiveSuperuser { throw LastSuperuser() }
                if endsSessions {
                    try SessionTable(database: database).removeAll(ofUser: user.name)
                }
                return .replaced(revision: user.revision + 1)
            }
        } catch is LastSuperuser {
            return .lastSuperuser
        }
    }

    /// Rolls the replacement back.
    private struct LastSuperuser: Error {}
}

extension SQLiteEventStore {
    /// Begins a session, unless the user has changed since it was read or is disabled.
    ///
    /// - Returns: Whether the session began.
    public func begin(_ session: UserSession, of user: UserAccount) async throws -> Bool {
        try await self.write { database, _ in
            guard
                try UserTable(database: database).noteSignIn(of: user, at: session.createdAt)
            else { return false }
            let table = SessionTable(database: database)
            try table.removeEnded(by: session.createdAt)
            try table.add(session)
            try table.keepNewest(UserSession.mostOfOneUser, ofUser: user.name)
            return true
        }
    }

    /// The session whose secret has this SHA-256, with its user; `nil` where there is none.
    public func session(hash: [UInt8]) async throws -> SignedInUser? {
        try await self.read { try SessionTable(database: $0).session(hash: hash) }
    }

    /// Keeps when a session was used last.
    public func noteUse(ofSession hash: [UInt8], at time: Timestamp) async throws {
        try await self.write { database, _ in
            try SessionTable(database: database).noteUse(hash, at: time)
        }
    }

    /// Ends a session.
    ///
    /// - Returns: Whether there was one.
    public func endSession(hash: [UInt8]) async throws -> Bool {
        try await self.write { database, _ in try SessionTable(database: database).remove(hash) }
    }

    /// The sessions of a user, the newest first.
    public func sessions(ofUser name: String) async throws -> [UserSession] {
        try await self.read { try SessionTable(database: $0).sessions(ofUser: name) }
    }
}
