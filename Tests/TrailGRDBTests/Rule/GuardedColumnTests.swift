import Testing

@testable import Trail
@testable import TrailGRDB

/// What the triggers leave out and what the recorder's leak guard masks, one after the other.
@Suite struct GuardedColumnTests {
    private func recorded(
        _ app: TrackedApp,
        _ sql: String
    ) async throws -> [String] {
        try app.execute(sql)
        return try await app.recorded(leakGuard: .standard).map(\.description)
    }

    @Test func `masks by the names that the leak guard masks by, and by no others`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE account (id INTEGER PRIMARY KEY, secret_key_base TEXT, tokenV2 TEXT,
                tokens INTEGER, token_count INTEGER, pem TEXT, hmac TEXT, mfa TEXT);
            """
        )
        try app.tracker.track(table: "account")
        let events = try await self.recorded(
            app,
            "INSERT INTO account VALUES (1, 'hidden', 'hidden', 5, 7, 'cert', 'sha256', 'sms')"
        )
        #expect(
            events == [
                #"create account/1 {"hmac":"sha256","id":1,"mfa":"sms","pem":"cert","#
                    + #""secret_key_base":"[masked]","tokenV2":"[masked]","token_count":7,"#
                    + #""tokens":5}"#
            ]
        )
    }

    @Test(
        arguments: [
            "password", "api_key", "tokens", "pin", "key", "iban", "otp_secret", "session_id",
            "token_id", "monkey", "author", "code", "secret_key_base", "recoveryKeys",
        ],
        ["INTEGER", "TEXT"]
    )
    func `says of a column's name what the leak guard says`(name: String, type: String) throws {
        let judge = LeakRules().judge
        let value = Array(name.utf8).withUnsafeBufferPointer { judge.rule(for: $0)?.value }
        let isNumber = type == "INTEGER"
        let isSecret = value == .any || value == .digits || value == .text && !isNumber
        #expect(ColumnRedaction().masks(name, holdsNumbers: isNumber) == isSecret)
    }

    @Test func `names a row by a key that only sounds like a secret`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE card (token_id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
            CREATE TABLE map (pin INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE grants (api_key INTEGER, token_id TEXT, name TEXT,
                PRIMARY KEY (api_key, token_id)) WITHOUT ROWID;
            """
        )
        try app.tracker.trackAll()
        let events = try await self.recorded(
            app,
            """
            INSERT INTO card VALUES ('c-1', 'a'); INSERT INTO map VALUES (4711, 'b');
            INSERT INTO grants VALUES (3, 't-1', 'c');
            """
        )
        #expect(
            events == [
                #"create card/c-1 {"name":"a","token_id":"c-1"}"#,
                #"create map/4711 {"name":"b","pin":4711}"#,
                #"create grants/[3,"t-1"] {"api_key":3,"name":"c","token_id":"t-1"}"#,
            ]
        )
    }

    @Test func `masks a key that the app lists`() async throws {
        let app = try TrackedApp("CREATE TABLE card (number_id TEXT PRIMARY KEY, name TEXT)")
        try app.tracker.track(table: "card", redacted: ["number_id"])
        #expect(
            try await self.recorded(app, "INSERT INTO card VALUES ('hidden', 'a')") == [
                #"create card/1 {"name":"a","number_id":"[masked]"}"#
            ]
        )
    }

    private static let links = """
        CREATE TABLE token (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE user_token (user INTEGER NOT NULL REFERENCES user,
            token INTEGER NOT NULL REFERENCES token, PRIMARY KEY (user, token)) WITHOUT ROWID;
        INSERT INTO token VALUES (7, 'laptop'); INSERT INTO user VALUES (1, 'Ann');
        """

    @Test func `loses no side of a link whose columns sound like secrets`() async throws {
        let app = try TrackedApp(Self.links)
        try app.tracker.link("user_token")
        let events = try await self.recorded(
            app,
            "INSERT INTO user_token VALUES (1, 7); DELETE FROM user_token"
        )
        #expect(
            events == [
                #"link user/1 token/7 {"token":7,"user":1}"#,
                #"unlink user/1 token/7 {"token":7,"user":1}"#,
            ]
        )
    }

    @Test func `keeps a side of texts, which the row does not repeat`() async throws {
        let app = try TrackedApp("CREATE TABLE follow (a TEXT, session_token TEXT)")
        try app.tracker.link(
            "follow",
            sides: [
                .init(type: "user", columns: ["a"]),
                .init(type: "session", columns: ["session_token"]),
            ]
        )
        #expect(
            try await self.recorded(app, "INSERT INTO follow VALUES ('ann', 's-1')") == [
                #"link user/ann session/s-1 {"a":"ann","session_token":"[masked: token]"}"#
            ]
        )
    }

    @Test func `masks a side that the app lists`() async throws {
        let app = try TrackedApp(Self.links)
        try app.tracker.track(
            TrackedTable(
                "user_token",
                redaction: ColumnRedaction(["token"]),
                sides: [
                    .init(type: "user", columns: ["user"]),
                    .init(type: "token", columns: ["token"]),
                ]
            )
        )
        #expect(
            try await self.recorded(app, "INSERT INTO user_token VALUES (1, 7)") == [
                #"link user/1 token/? {"token":"[masked]","user":1}"#
            ]
        )
    }
}
