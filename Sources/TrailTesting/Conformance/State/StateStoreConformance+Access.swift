internal import Trail

extension StateStoreConformance {
    private static func user(_ name: String, isSuperuser: Bool = false) -> UserAccount {
        UserAccount(
            name: name,
            password: UserAccount.Password(
                hash: "hash of \(name)",
                changedAt: StoreConformance.noon,
                mustChange: true
            ),
            permissions: [.viewLogs, .erase],
            tenant: .default,
            isSuperuser: isSuperuser,
            createdAt: StoreConformance.noon
        )
    }

    func keepsUsers() async throws {
        let store = try await self.makeStore()
        let zoe = Self.user("Zoe")
        try expect(try await store.addFirst(zoe), "the first user is not added")
        try expect(
            try await store.addFirst(Self.user("mallory")) == false,
            "a second user is added as the first"
        )
        let ada = Self.user("ada")
        try await store.add(ada)
        try expectEqual(try await store.users(), [ada, zoe], "users by name, whatever their case")
        try expectEqual(try await store.user(named: "zOE"), zoe, "a user by its name in other case")
        try expect(try await store.user(named: "zo") == nil, "an unknown name finds a user")
        try await expectRefusal([.idConflict], "a name that is taken but for its case") {
            try await store.add(Self.user("ADA"))
        }
        var changed = ada
        changed.password = UserAccount.Password(
            hash: "another",
            changedAt: StoreConformance.noon.advanced(by: .seconds(5))
        )
        changed.permissions = [.viewAllLogs]
        changed.isDisabled = true
        let replacement = try await store.replace(changed, endingSessions: false)
        try expectEqual(replacement, .replaced(revision: 1), "replacing a user")
        try expectEqual(
            try await store.replace(ada, endingSessions: false),
            .outdated,
            "replacing a user as it was before"
        )
        changed.revision = 1
        try expectEqual(try await store.user(named: "ada"), changed, "a changed user")
        try expectEqual(
            try await store.replace(Self.user("nobody"), endingSessions: false),
            .outdated,
            "replacing a user that is not there"
        )
    }

    func keepsLastSuperuser() async throws {
        let store = try await self.makeStore()
        var (root, deputy) = (Self.user("root", isSuperuser: true), Self.user("deputy"))
        try await store.add(root)
        try await store.add(deputy)
        for change in [true, false] {
            var powerless = root
            if change { powerless.isDisabled = true } else { powerless.isSuperuser = false }
            try expectEqual(
                try await store.replace(powerless, endingSessions: true),
                .lastSuperuser,
                "taking the last superuser away"
            )
        }
        try expectEqual(try await store.user(named: "root"), root, "the last superuser")
        deputy.isSuperuser = true
        _ = try await store.replace(deputy, endingSessions: false)
        deputy.revision = 1
        root.isDisabled = true
        let removal = try await store.replace(root, endingSessions: false)
        try expectEqual(removal, .replaced(revision: 1), "disabling one superuser of two")
        deputy.isSuperuser = false
        let last = try await store.replace(deputy, endingSessions: false)
        try expectEqual(last, .lastSuperuser, "demoting the last superuser that may sign in")
    }

    func keepsSessions() async throws {
        let store = try await self.makeStore()
        var ada = Self.user("Ada")
        try await store.add(ada)
        let now = StoreConformance.noon
        ada.password.hash = "made anew"
        var first = Self.session(1, after: 0)
        try expect(try await store.begin(first, of: ada), "a session does not begin")
        ada.lastSignInAt = now
        try expectEqual(
            try await store.session(hash: first.hash),
            SignedInUser(session: first, user: ada),
            "a session with its user"
        )
        first.lastSeenAt = now.advanced(by: .seconds(9))
        try await store.noteUse(ofSession: first.hash, at: first.lastSeenAt)
        let second = Self.session(2, after: 30)
        _ = try await store.begin(second, of: ada)
        try expectEqual(
            try await store.sessions(ofUser: "ada"),
            [second, first],
            "sessions, the newest first"
        )
        _ = try await store.begin(Self.session(3, after: 61), of: ada)
        try expect(
            try await store.session(hash: first.hash) == nil,
            "a session that has ended is kept when another one begins"
        )
        try expect(try await store.endSession(hash: second.hash), "a session does not end")
        try expect(
            try await store.endSession(hash: second.hash) == false,
            "a session ends a second time"
        )
        try await self.endsSessionsWithUser(store, ada, Self.session(4, after: 62))
    }

    /// A session of a minute that begins some seconds after noon.
    private static func session(_ number: UInt8, after seconds: Int) -> UserSession {
        UserSession(
            hash: [UInt8](repeating: number, count: 32),
            user: "Ada",
            createdAt: StoreConformance.noon.advanced(by: .seconds(seconds)),
            expiresAt: StoreConformance.noon.advanced(by: .seconds(seconds + 60)),
            ip: number == 1 ? nil : "192.0.2.\(number)",
            userAgent: number == 1 ? nil : "agent \(number)"
        )
    }

    private func endsSessionsWithUser(
        _ store: any StateStore,
        _ user: UserAccount,
        _ session: UserSession
    ) async throws {
        var disabled = user
        disabled.isDisabled = true
        _ = try await store.replace(disabled, endingSessions: true)
        try expectEqual(
            try await store.sessions(ofUser: user.name),
            [],
            "sessions of a user whose sessions were ended"
        )
        try expect(
            try await store.begin(session, of: user) == false,
            "a session begins although the user has changed meanwhile"
        )
        disabled.revision = 1
        try expect(
            try await store.begin(session, of: disabled) == false,
            "a session of a disabled user begins"
        )
        var enabled = disabled
        enabled.isDisabled = false
        _ = try await store.replace(enabled, endingSessions: false)
        enabled.revision = 2
        for number in 0...UserSession.mostOfOneUser {
            var one = session
            one.hash = [UInt8](repeating: 0, count: 31) + [UInt8(number)]
            one.createdAt = session.createdAt.advanced(by: .milliseconds(number))
            _ = try await store.begin(one, of: enabled)
        }
        let kept = try await store.sessions(ofUser: user.name)
        try expectEqual(kept.count, UserSession.mostOfOneUser, "sessions of one user")
        try expect(!kept.contains { $0.hash.last == 0 }, "the oldest session is kept")
    }
}
