import Crypto
import Trail
import TrailServer

/// The administrator that the first start makes, so that somebody can sign in.
///
/// The password is drawn at random, shown once, and must be changed at the first sign-in.
struct FirstUser: Sendable {
    /// The name.
    static let name = "admin"

    /// The password, for whoever started the server.
    let password: String

    /// Makes the user where there is none at all.
    ///
    /// Into a ledger that has events already, the act is sealed: somebody may have removed the
    /// users to be given the password.
    /// - Returns: The user; `nil` where there are users.
    static func make(
        in store: any Ledger & StateStore,
        tenant: TenantID
    ) async throws -> FirstUser? {
        guard try await store.users().isEmpty else { return nil }
        let password = Self.drawn()
        let now = Timestamp.now()
        let user = UserAccount(
            name: Self.name,
            password: UserAccount.Password(
                hash: try PasswordHash(of: password, cost: .random).text,
                changedAt: now,
                mustChange: true
            ),
            permissions: [],
            tenant: tenant,
            isSuperuser: true,
            createdAt: now
        )
        guard try await store.addFirst(user) else { return nil }
        if try await store.head(of: tenant) != nil {
            let principal = ShellAct.principal("serve")
            let message = "There was no user, so the start made \(Self.name)."
            try await ShellAct.seal(.user("created", user, by: principal, message), in: store)
        }
        return FirstUser(password: password)
    }

    /// What the operator is told.
    var lines: [String] {
        [
            "there is no user yet; sign in as '\(Self.name)' with the password",
            "",
            "    \(self.password)",
            "",
            "it is shown this once and must be changed at the first sign-in; "
                + "'trail user password \(Self.name)' sets another",
        ]
    }

    /// Five words of four letters and digits that nobody mistakes for each other: 100 bits.
    private static func drawn() -> String {
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }.prefix(20)
        let letters = bytes.map { alphabet[Int($0 & 31)] }
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<$0 + 4]) }
            .joined(separator: "-")
    }
}
