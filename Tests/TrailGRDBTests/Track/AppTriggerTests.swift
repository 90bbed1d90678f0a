import GRDB
import Testing
import Trail

@testable import TrailGRDB

/// Triggers that an app has itself.
@Suite struct AppTriggerTests {
    /// A table called `name` with a trigger that updates its own table.
    private static func touched(_ name: String, trigger: String = "touch") -> String {
        """
        CREATE TABLE \(name) (id INTEGER PRIMARY KEY, x TEXT, n INTEGER NOT NULL DEFAULT 0);
        INSERT INTO \(name) (x) VALUES ('a');
        \(Self.touch(name, trigger))
        """
    }

    private static func touch(
        _ name: String,
        _ trigger: String,
        kind: String = "TRIGGER"
    ) -> String {
        """
        CREATE \(kind) \(trigger) AFTER UPDATE ON \(name) BEGIN
            UPDATE \(name) SET n = n + 1 WHERE id = NEW.id;
        END;
        """
    }

    @Test(arguments: [
        (#""two words""#, "touch"), (#""hyphen-ated""#, "touch"), (#""with ""quotes""""#, "touch"),
        ("hike", "trail_touch"), ("hike", "trail_hike_update_2"),
    ])
    func `goes on where a trigger updates its own table`(
        _ table: String,
        _ trigger: String
    ) async throws {
        let app = try TrackedApp(Self.touched(table, trigger: trigger))
        try app.tracker.trackAll()
        try app.execute("UPDATE \(table) SET x = 'b'")
        #expect(try app.integer("SELECT n FROM \(table)") == 1)
        #expect(try await app.recorded().count == 2)
    }

    @Test func `makes no trigger of the app run that did not run before`() throws {
        let app = try TrackedApp(
            """
            CREATE TABLE doc (id INTEGER PRIMARY KEY, x TEXT);
            CREATE TABLE attachment (doc INTEGER, x TEXT);
            CREATE TRIGGER orphans AFTER DELETE ON doc BEGIN
                DELETE FROM attachment WHERE doc = OLD.id;
            END;
            """
        )
        try app.tracker.track(table: "doc")
        try app.execute("INSERT INTO doc VALUES (1, 'a'); INSERT INTO attachment VALUES (1, 'x')")
        try app.execute("INSERT OR REPLACE INTO doc VALUES (1, 'b')")
        #expect(try app.integer("SELECT count(*) FROM attachment") == 1)
        #expect(try app.tracker.drift() == [Drift(table: "", reason: .replacedUnrecorded)])
    }

    @Test func `goes on where a temporary trigger updates its own table`() throws {
        let app = try TrackedApp("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, n INT)")
        try app.execute(Self.touch("t", "touch", kind: "TEMP TRIGGER"))
        try app.tracker.track(table: "t")
        try app.execute("INSERT INTO t VALUES (1, 'a', 0); UPDATE t SET x = 'b'")
        #expect(try app.integer("SELECT n FROM t") == 1)
    }

    @Test func `goes on where a migration adds a trigger that updates its own table`() throws {
        let app = try TrackedApp("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, n INT)")
        try app.tracker.track(table: "t")
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: Self.touch("t", "touch"))
            try db.execute(sql: "INSERT INTO t VALUES (1, 'a', 0); UPDATE t SET x = 'b'")
        }
        try app.tracker.migrate(migrator)
        try app.execute("UPDATE t SET x = 'c'")
        #expect(try app.integer("SELECT n FROM t") == 2)
        #expect(try app.tracker.drift() == [Drift(table: "", reason: .replacedUnrecorded)])
    }

    @Test func `tells triggers again of replaced rows behind a migration`() async throws {
        let app = try TrackedApp("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")
        try app.tracker.track(table: "t")
        try app.tracker.suspend()
        try app.tracker.rebuild()
        try app.execute("INSERT INTO t VALUES (1, 'a'); REPLACE INTO t VALUES (1, 'b')")
        #expect(try await app.recorded().map(\.detail.type) == [.create, .delete, .create])
    }

    @Test func `leaves triggers of the app that are called like its own`() throws {
        let app = try TrackedApp(
            """
            CREATE TABLE hike (id INTEGER PRIMARY KEY, x TEXT);
            CREATE TABLE note (x TEXT);
            CREATE TRIGGER trail_note_insert AFTER INSERT ON hike BEGIN
                INSERT INTO note VALUES (NEW.x);
            END;
            """
        )
        try app.tracker.track(table: "hike")
        #expect(try app.tracker.drift().isEmpty)
        try app.tracker.untrack("hike")
        try app.execute("INSERT INTO hike (x) VALUES ('a')")
        #expect(try app.integer("SELECT count(*) FROM note") == 1)
    }
}
