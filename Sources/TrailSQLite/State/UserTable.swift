internal import GRDB
internal import Trail

/// The users.
struct UserTable {
    let database: Database

    /// The columns as ``user(_:from:)`` reads them.
    static let columns = """
        user.name, password_hash, password_changed_at, must_change_password, permissions, tenant,
        is_superuser, is_disabled, user.created_at, last_sign_in_at, revision
        """

    func add(_ user: UserAccount) throws {
        let statement = try RawStatement(
            """
            INSERT INTO user (
                name, password_hash, password_changed_at, must_change_password, permissions,
                is_superuser, is_disabled, tenant, created_at, last_sign_in_at, revision
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            self.database
        )
        statement.bind(copying: user.name, at: 1)
        Self.bind(user, to: statement, from: 2)
        statement.bind(copying: user.tenant.name, at: 8)
        statement.bind(user.createdAt.microseconds, at: 9)
        statement.bind(user.lastSignInAt?.microseconds, at: 10)
        statement.bind(user.revision, at: 11)
        try statement.run()
    }

    var isEmpty: Bool {
        get throws {
            let statement = try RawStatement("SELECT 1 FROM user LIMIT 1", self.database)
            defer { statement.reset() }
            return try !statement.step()
        }
    }

    func all() throws -> [UserAccount] {
        let statement = try RawStatement(
            "SELECT \(Self.columns) FROM user ORDER BY user.name",
            self.database
        )
        defer { statement.reset() }
        var users: [UserAccount] = []
        while try statement.step() {
            users.append(try Self.user(statement))
        }
        return users
    }

    func user(named name: String) throws -> UserAccount? {
        let statement = try RawStatement(
            "SELECT \(Self.columns) FROM user WHERE user.name = ?",
            self.database
        )
        defer { statement.reset() }
        statement.bind(copying: name, at: 1)
        return try statement.step() ? try Self.user(statement) : nil
    }

    /// Replaces a user that has the revision of `user`.
    ///
    /// - Returns: Whether there was one.
    func replace(_ user: UserAccount) throws -> Bool {
        let statement = try RawStatement(
            """
            UPDATE user SET password_hash = ?, password_changed_at = ?, must_change_password = ?,
                permissions = ?, is_superuser = ?, is_disabled = ?, revision = revision + 1
            WHERE name = ? AND revision = ?
            """,
            self.database
        )
        Self.bind(user, to: statement, from: 1)
        statement.bind(copying: user.name, at: 7)
        statement.bind(user.revision, at: 8)
        try statement.run()
        return self.database.changesCount > 0
    }

    /// Whether there is a superuser that may sign in.
    var hasActiveSuperuser: Bool {
        get throws {
            let statement = try RawStatement(
                "SELECT 1 FROM user WHERE is_superuser = 1 AND is_disabled = 0 LIMIT 1",
                self.database
            )
            defer { statement.reset() }
            return try statement.step()
        }
    }

    /// Keeps a sign-in of a user that has the revision of `user` and is not disabled.
    ///
    /// - Returns: Whether there was one.
    func noteSignIn(of user: UserAccount, at time: Timestamp) throws -> Bool {
        let statement = try RawStatement(
            """
            UPDATE user SET password_hash = ?, last_sign_in_at = ?
            WHERE name = ? AND revision = ? AND is_disabled = 0
            """,
            self.database
        )
        statement.bind(copying: user.password.hash, at: 1)
        statement.bind(time.microseconds, at: 2)
        statement.bind(copying: user.name, at: 3)
        statement.bind(user.revision, at: 4)
        try statement.run()
        return self.database.changesCount > 0
    }

    /// Binds what may change of a user: six values.
    private static func bind(_ user: UserAccount, to statement: RawStatement, from place: Int) {
        let permissions = UserAccount.Permission.allCases.filter(user.permissions.contains)
        statement.bind(copying: user.password.hash, at: place)
        statement.bind(user.password.changedAt.microseconds, at: place + 1)
        statement.bind(user.password.mustChange ? 1 : 0, at: place + 2)
        statement.bind(
            copying: permissions.map(\.rawValue).joined(separator: ","),
            at: place + 3
        )
        statement.bind(user.isSuperuser ? 1 : 0, at: place + 4)
        statement.bind(user.isDisabled ? 1 : 0, at: place + 5)
    }

    /// The user of a row whose columns begin with number `column`.
    static func user(
        _ statement: RawStatement,
        from column: Int = 0
    ) throws(TrailError) -> UserAccount {
        do {
            // A permission that a newer version knows is none here.
            let permissions = statement.text(column + 4).split(separator: ",").compactMap {
                UserAccount.Permission(rawValue: String($0))
            }
            var user = UserAccount(
                name: statement.text(column),
                password: UserAccount.Password(
                    hash: statement.text(column + 1),
                    changedAt: Timestamp(microseconds: statement.integer(column + 2)),
                    mustChange: statement.integer(column + 3) != 0
                ),
                permissions: Set(permissions),
                tenant: try TenantID(statement.text(column + 5)),
                isSuperuser: statement.integer(column + 6) == 1,
                createdAt: Timestamp(microseconds: statement.integer(column + 8))
            )
            user.isDisabled = statement.integer(column + 7) != 0
            user.lastSignInAt = statement.optionalInteger(column + 9)
                .map(Timestamp.init(microseconds:))
            user.revision = statement.integer(column + 10)
            return user
        } catch {
            throw TrailError(.ledgerDamaged, "A stored user is malformed.", cause: error)
        }
    }
}
