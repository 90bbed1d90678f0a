extension InMemoryEventStore {
    /// Adds a user.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken.
    public func add(_ user: UserAccount) throws {
        guard self.usersByName[user.name.lowercased()] == nil else {
            throw TrailError(.idConflict, "There is a user called \(user.name).")
        }
        self.usersByName[user.name.lowercased()] = user
    }

    /// Adds a user where there is none at all.
    ///
    /// - Returns: Whether it was added.
    public func addFirst(_ user: UserAccount) -> Bool {
        guard self.usersByName.isEmpty else { return false }
        self.usersByName[user.name.lowercased()] = user
        return true
    }

    /// The users by name, disabled ones included.
    public func users() -> [UserAccount] {
        self.usersByName.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The user called `name`, disabled or not; `nil` where there is none.
    public func user(named name: String) -> UserAccount? { self.usersByName[name.lowercased()] }

    /// Replaces what is stored of a user, unless that has changed since `user` was read.
    public func replace(
        _ user: UserAccount,
        endingSessions endsSessions: Bool
    ) -> UserReplacement {
        let key = user.name.lowercased()
        guard let stored = self.usersByName[key], stored.revision == user.revision else {
            return .outdated
        }
        if stored.isActiveSuperuser, !user.isActiveSuperuser {
            let active = self.usersByName.values.filter(\.isActiveSuperuser)
            guard active.count > 1 else { return .lastSuperuser }
        }
        var changed = user
        changed.name = stored.name
        changed.tenant = stored.tenant
        changed.createdAt = stored.createdAt
        changed.lastSignInAt = stored.lastSignInAt
        changed.revision += 1
        self.usersByName[key] = changed
        if endsSessions {
            self.sessionsByHash = self.sessionsByHash.filter {
                $0.value.user.lowercased() != key
            }
        }
        return .replaced(revision: changed.revision)
    }
}

extension InMemoryEventStore {
    /// Begins a session, unless the user has changed since it was read or is disabled.
    ///
    /// - Returns: Whether the session began.
    public func begin(_ session: UserSession, of user: UserAccount) -> Bool {
        let key = user.name.lowercased()
        guard var stored = self.usersByName[key], stored.revision == user.revision,
            !stored.isDisabled
        else { return false }
        stored.lastSignInAt = session.createdAt
        stored.password.hash = user.password.hash
        self.usersByName[key] = stored
        self.sessionsByHash = self.sessionsByHash.filter {
            $0.value.expiresAt > session.createdAt
        }
        self.sessionsByHash[session.hash] = session
        for old in self.sessions(ofUser: user.name).dropFirst(UserSession.mostOfOneUser) {
            self.sessionsByHash[old.hash] = nil
        }
        return true
    }

    /// The session whose secret has this SHA-256, with its user; `nil` where there is none.
    public func session(hash: [UInt8]) -> SignedInUser? {
        guard let session = self.sessionsByHash[hash],
            let user = self.usersByName[session.user.lowercased()]
        else { return nil }
        return SignedInUser(session: session, user: user)
    }

    /// Keeps when a session was used last.
    public func noteUse(ofSession hash: [UInt8], at time: Timestamp) {
        self.sessionsByHash[hash]?.lastSeenAt = time
    }

    /// Ends a session.
    ///
    /// - Returns: Whether there was one.
    public func endSession(hash: [UInt8]) -> Bool {
        self.sessionsByHash.removeValue(forKey: hash) != nil
    }

    /// The sessions of a user, the newest first.
    public func sessions(ofUser name: String) -> [UserSession] {
        self.sessionsByHash.values
            .filter { $0.user.lowercased() == name.lowercased() }
            .sorted {
                $0.createdAt == $1.createdAt
                    ? $0.hash.lexicographicallyPrecedes($1.hash) : $0.createdAt > $1.createdAt
            }
    }
}
