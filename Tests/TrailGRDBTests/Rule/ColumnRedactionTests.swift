import GRDB
import Testing
import Trail

@testable import TrailGRDB

@Suite struct ColumnRedactionTests {
    @Test(arguments: [
        "password", "Password_Hash", "passwordHash", "user_pwd", "api_key", "apiKey", "APIKEY",
        "access-token", "refreshToken", "secret", "client_secret", "private_key", "otp",
        "totp_seed", "pin", "card_number", "creditCardNo", "cvv", "session_key", "salt", "ssn",
        "jwt", "recovery_codes", "passphrase", "signing_key", "iban", "secret_key_base", "tokenV2",
        "signing_secret_v2", "recovery_key", "fernetKey", "pincode", "pwdhash", "security_answer",
        "api_tokens",
    ])
    func `masks names that look secret`(_ name: String) {
        #expect(ColumnRedaction().masks(name))
        #expect(!ColumnRedaction(revealed: [name.uppercased()]).masks(name))
    }

    @Test(arguments: [
        "id", "name", "key", "keyboard", "spinner", "opinion", "pinned", "compass", "passenger",
        "tokenizer_version", "secretary", "author", "authority", "salty", "primary_key", "number",
        "account", "shipping", "otpion", "updated_at", "token_id", "token_count", "tokenized_at",
        "api_key_id", "public_key", "pin_code_area", "secret_santa", "password_changed_at", "code",
    ])
    func `leaves other names alone`(_ name: String) {
        #expect(!ColumnRedaction().masks(name))
        #expect(ColumnRedaction([name]).masks(name))
    }

    private static let schema = """
        CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT, password TEXT, nick TEXT, note TEXT);
        """

    /// All that the outbox holds.
    private func outbox(_ app: TrackedApp) throws -> String {
        try app.database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM trail_change").map { "\($0)" }.joined()
        }
    }

    @Test(arguments: [TrackedTable.Updates.wholeRows, .changedColumns])
    func `keeps secrets out of the outbox and the ledger`(
        _ updates: TrackedTable.Updates
    ) async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "user", redacted: ["nick"], updates: updates)
        try app.execute(
            """
            INSERT INTO user VALUES (1, 'Ann', 'hidden-1', 'hidden-2', NULL);
            UPDATE user SET password = 'hidden-3';
            UPDATE user SET note = 'seen';
            UPDATE user SET password = NULL, nick = 'hidden-4';
            UPDATE user SET password = password;
            DELETE FROM user;
            """
        )
        let outbox = try self.outbox(app)
        #expect(outbox.contains("seen"))
        #expect(!outbox.contains("hidden"))
        #expect(
            try await app.recorded().map(\.description) == [
                #"create user/1 {"id":1,"name":"Ann","nick":"[masked]","note":null,"password":"[masked]"}"#,
                #"update user/1 password "[masked]" → "[masked]""#,
                #"update user/1 note null → "seen""#,
                #"update user/1 password "[masked]" → null, nick "[masked]" → "[masked]""#,
                #"delete user/1 {"id":1,"name":"Ann","nick":"[masked]","note":"seen","password":null}"#,
            ]
        )
    }

    @Test func `reveals what is said to be no secret`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(TrackedTable("user", redaction: .init(revealed: ["password"])))
        try app.execute("INSERT INTO user (id, password) VALUES (1, 'open')")
        #expect(try await app.recorded().first?.description.contains("open") == true)
    }

    @Test func `names a row otherwise where its key is masked`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE session (token TEXT PRIMARY KEY, user INTEGER);
            CREATE TABLE ticket (token TEXT PRIMARY KEY, user INTEGER) WITHOUT ROWID;
            CREATE TABLE code (pin INTEGER PRIMARY KEY, user INTEGER);
            """
        )
        try app.tracker.trackAll {
            $0.label = $0.name == "session" ? "token" : nil
            $0.redaction.columns = $0.name == "code" ? ["pin"] : []
        }
        try app.execute(
            "INSERT INTO session VALUES ('hidden', 1); INSERT INTO ticket VALUES ('hidden', 2)"
        )
        try app.execute("INSERT INTO code VALUES (424242, 3)")
        let outbox = try self.outbox(app)
        #expect(!outbox.contains("hidden") && !outbox.contains("424242"))
        #expect(
            try await app.recorded().map(\.description) == [
                #"create session/1 {"token":"[masked]","user":1}"#,
                #"create ticket/? {"token":"[masked]","user":2}"#,
                #"create code/? {"pin":"[masked]","user":3}"#,
            ]
        )
    }

    // MARK: - Beside the leak guard

    private static let token =
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    @Test(arguments: [TrackedTable.Updates.wholeRows, .changedColumns])
    func `reveals it through the recorder's leak guard as well`(
        _ updates: TrackedTable.Updates
    ) async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(
            TrackedTable(
                "user",
                redaction: ColumnRedaction(["name"], revealed: ["PASSWORD", "note", "name"]),
                updates: updates
            )
        )
        try app.execute(
            """
            INSERT INTO user VALUES (1, 'Ann', 'open', 'GB82WEST12345698765432', '\(Self.token)');
            UPDATE user SET password = '4111111111111111', nick = 'token=abcdefgh';
            """
        )
        let events = try await app.recorded(leakGuard: .standard)
        #expect(
            events.map(\.description) == [
                #"create user/1 {"id":1,"name":"[masked]","nick":"[masked: account]","#
                    + #""note":"\#(Self.token)","password":"open"}"#,
                #"update user/1 password "open" → "4111111111111111", "#
                    + #"nick "[masked: account]" → "token=[masked: token]""#,
            ]
        )
    }

    @Test func `reveals keys and labels of revealed columns`() async throws {
        let app = try TrackedApp("CREATE TABLE pass (token TEXT PRIMARY KEY, secret TEXT)")
        try app.tracker.track(
            TrackedTable("pass", redaction: .init(revealed: ["token"]), label: "token")
        )
        try app.execute("INSERT INTO pass VALUES ('\(Self.token)', 'x')")
        let event = try #require(try await app.recorded(leakGuard: .standard).first)
        #expect(event.targets == [Event.Target(type: "pass", id: Self.token, label: Self.token)])
        #expect(event.after == ["token": .string(Self.token), "secret": "[masked]"])
    }

    @Test func `what is put aside is masked when it comes in again`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(TrackedTable("user", redaction: .init(revealed: ["password"])))
        try app.execute("INSERT INTO user (id, password) VALUES (1, 'open')")
        let ledger = FaultyLedger(app.store) { _ in throw TrailError(.unstorable, "no") }
        try await app.withDrainer(store: ledger, leakGuard: .standard) { _ = try await $0.drain() }
        let text = try app.read { db in
            try String.fetchOne(db, sql: "SELECT event FROM trail_refused") ?? ""
        }
        #expect(text.contains("open"))
        let draft = try Event.Draft(parsing: Array(text.utf8))
        guard case .crud(let detail) = LeakGuard.standard.enrich(draft).detail else { return }
        let row = String(decoding: detail.after?.bytes ?? [], as: UTF8.self)
        #expect(row.contains("[masked: password]"))
    }
}
