import GRDB
import Testing
import Trail
import TrailGRDB

@Suite struct CaptureSettingsTests {
    private static let schema = """
        CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT);
        INSERT INTO player VALUES (1, 'Ann');
        INSERT INTO team VALUES (1, 'red');
        """

    private static func capturing(_ key: String) throws -> CaptureConfiguration {
        try CaptureConfiguration(environment: [key: "false"])
    }

    @Test func `updates that change nothing are told where crud.skip-unchanged says so`()
        async throws
    {
        let capturing = try Self.capturing("TRAIL_CRUD_SKIP_UNCHANGED")
        let app = try TrackedApp(Self.schema, capturing: capturing)
        try app.tracker.track(TrackedTable("player", skipsUnchanged: true))
        try app.tracker.trackAll()
        try app.execute("UPDATE player SET name = name; UPDATE team SET name = name")
        #expect(try await app.recorded().map(\.action) == ["team.update"])
        #expect(try app.tracker.trackedTables().map(\.skipsUnchanged) == [true, false])
        #expect(try app.tracker.drift().isEmpty)
    }

    @Test func `updates that change nothing are passed over otherwise`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.trackAll()
        try app.execute("UPDATE player SET name = name; UPDATE team SET name = name")
        #expect(try app.waiting == 0)
    }

    @Test func `nothing is recorded where capture.crud is off, and nothing piles up`() async throws
    {
        let capturing = try Self.capturing("TRAIL_CAPTURE_CRUD")
        let app = try TrackedApp(Self.schema, capturing: capturing)
        try app.tracker.trackAll()
        try app.execute("UPDATE player SET name = 'Bob'")
        #expect(try app.waiting == 1)
        #expect(try await app.recorded().isEmpty)
        #expect(try app.waiting == 0)
    }
}
