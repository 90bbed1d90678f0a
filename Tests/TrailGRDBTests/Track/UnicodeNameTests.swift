import GRDB
import Testing
import Trail
import TrailGRDB

/// Columns that Unicode takes for the same: SQLite does not, and neither do events.
@Suite struct UnicodeNameTests {
    private static let one = "caf\u{E9}"
    private static let other = "cafe\u{301}"
    private static let schema = """
        CREATE TABLE menu (id INTEGER PRIMARY KEY, "\(Self.one)" TEXT, "\(Self.other)" TEXT);
        INSERT INTO menu VALUES (1, 'a', 'b');
        """

    private func text(_ json: CanonicalJSON?) -> String {
        String(decoding: json?.bytes ?? [], as: UTF8.self)
    }

    @Test func `records both columns`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "menu")
        try app.execute("UPDATE menu SET \"\(Self.one)\" = 'c', \"\(Self.other)\" = 'd'")
        let event = try #require(try await app.recorded(leakGuard: .standard).first)
        #expect(
            event.changes.map { Array($0.field.utf8) }
                == [Array(Self.one.utf8), Array(Self.other.utf8)]
        )
        #expect(event.changes.map { self.text($0.new) } == [#""c""#, #""d""#])
        let row = self.text(event.detail.after)
        #expect(row.utf8.elementsEqual(#"{"\#(Self.other)":"d","\#(Self.one)":"c","id":1}"#.utf8))
        #expect(try app.integer("SELECT count(*) FROM trail_refused") == 0)
    }

    @Test func `follows a rule that names the other column`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "menu", redacted: [Self.one])
        try app.tracker.track(table: "menu", redacted: [Self.other])
        try app.execute("UPDATE menu SET \"\(Self.one)\" = 'c', \"\(Self.other)\" = 'hidden'")
        let outbox = try app.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM trail_change").map { "\($0)" }.joined()
        }
        #expect(!outbox.contains("hidden"))
        let event = try #require(try await app.recorded().first)
        #expect(event.changes.map { self.text($0.new) } == [#""c""#, #""[masked]""#])
        #expect(try app.tracker.drift().isEmpty)
    }

    @Test func `sees that somebody else gave a rule for the other column`() throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "menu", redacted: [Self.one])
        try ChangeTracker(app.database).track(table: "menu", redacted: [Self.other])
        #expect(try app.tracker.drift().map(\.reason) == [.ruleChanged])
    }

    @Test func `loses no change where the guard masks the names of columns`() async throws {
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWF"
        let app = try TrackedApp(
            """
            CREATE TABLE odd (id INTEGER PRIMARY KEY, "\(token)a" TEXT, "\(token)b" TEXT);
            INSERT INTO odd VALUES (1, 'a', 'b');
            """
        )
        try app.tracker.track(table: "odd")
        try app.execute("UPDATE odd SET \"\(token)a\" = 'c', \"\(token)b\" = 'd'")
        let event = try #require(try await app.recorded(leakGuard: .standard).first)
        #expect(event.changes.map(\.field) == ["[masked: jwt]", "[masked: jwt 2]"])
        #expect(event.changes.map { self.text($0.new) } == [#""c""#, #""d""#])
        #expect(event.metadata == nil)
    }
}
