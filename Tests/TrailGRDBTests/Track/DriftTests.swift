import GRDB
import InMemoryLogging
import Logging
import Testing
import Trail

@testable import TrailGRDB

@Suite struct DriftTests {
    static let schema = """
        CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT, team TEXT, code TEXT);
        CREATE TABLE team (id INTEGER PRIMARY KEY);
        """

    private func app() throws -> TrackedApp {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "player")
        return app
    }

    private func drift(_ app: TrackedApp) throws -> [Drift.Reason] {
        try app.tracker.drift().map(\.reason)
    }

    @Test func `sees a column that was added, and records it when rebuilt`() async throws {
        let app = try self.app()
        try app.execute("ALTER TABLE player ADD COLUMN score INTEGER DEFAULT 3")
        #expect(try self.drift(app) == [.columnsChanged])
        try app.execute("INSERT INTO player (id) VALUES (1)")
        #expect(try app.tracker.rebuild().isEmpty)
        try app.execute("UPDATE player SET score = 4")
        #expect(
            try await app.recorded().map(\.description) == [
                #"create player/1 {"code":null,"id":1,"name":null,"team":null}"#,
                "update player/1 score 3 → 4",
            ]
        )
        #expect(try self.drift(app).isEmpty)
    }

    @Test func `reads what waits as it was written, however the table changed since`() async throws
    {
        let app = try self.app()
        try app.execute("INSERT INTO player VALUES (1, 'Ann', 'red', 'x')")
        try app.tracker.suspend()
        try app.execute(
            """
            ALTER TABLE player DROP COLUMN team; ALTER TABLE player RENAME COLUMN name TO title;
            ALTER TABLE player ADD COLUMN added
            """
        )
        try app.tracker.rebuild()
        try app.execute("UPDATE player SET title = 'Bob'")
        #expect(
            try await app.recorded().map(\.description) == [
                #"create player/1 {"code":"x","id":1,"name":"Ann","team":"red"}"#,
                #"update player/1 title "Ann" → "Bob""#,
            ]
        )
    }

    @Test func `sees triggers that went with a table that was made anew`() throws {
        let app = try self.app()
        try app.execute(
            """
            CREATE TABLE new (id INTEGER PRIMARY KEY, name TEXT, team TEXT, code TEXT);
            DROP TABLE player; ALTER TABLE new RENAME TO player
            """
        )
        let missing = ["trail_player_delete", "trail_player_insert", "trail_player_update"]
        #expect(try self.drift(app) == [.triggersMissing(missing)])
        let seenByTools = try app.database.read { db in try ChangeTracker.drift(in: db) }
        #expect(seenByTools == [Drift(table: "player", reason: .triggersMissing(missing))])
        #expect("\(seenByTools[0])".hasPrefix("player: not recorded, triggers are missing:"))
        try app.tracker.track(table: "player")
        #expect(try self.drift(app).isEmpty)
    }

    @Test func `sees triggers that were altered`() throws {
        let app = try self.app()
        try app.execute(
            """
            DROP TRIGGER trail_player_update;
            CREATE TRIGGER trail_player_update AFTER UPDATE ON player BEGIN SELECT 1; END
            """
        )
        #expect(try self.drift(app) == [.triggersAltered(["trail_player_update"])])
        try app.tracker.rebuild()
        #expect(try self.drift(app).isEmpty)
    }

    @Test func `sees a column that was renamed under its triggers`() throws {
        let app = try self.app()
        try app.execute("ALTER TABLE player RENAME COLUMN name TO title")
        #expect(try self.drift(app).contains(.columnsChanged))
        #expect(try app.tracker.rebuild().isEmpty)
    }

    @Test func `sees a table that is gone, and forgets it when rebuilt`() throws {
        let app = try self.app()
        try app.execute("DROP TABLE player")
        #expect(try self.drift(app) == [.noTable])
        try app.tracker.rebuild()
        #expect(try app.database.read { db in try ChangeTracker.drift(in: db) }.isEmpty)
    }

    @Test func `follows a table that was renamed`() async throws {
        let app = try self.app()
        try app.execute("ALTER TABLE player RENAME TO person")
        #expect(try self.drift(app) == [.noTable])
        try app.tracker.untrack("player")
        try app.tracker.track(table: "person")
        try app.execute("INSERT INTO person (id) VALUES (1)")
        #expect(try await app.recorded().map(\.action) == ["person.create"])
        #expect(try self.drift(app).isEmpty)
    }

    @Test func `sees a rule that somebody else changed`() throws {
        let app = try self.app()
        try ChangeTracker(app.database).track(table: "player", columns: .only(["name"]))
        #expect(try self.drift(app) == [.ruleChanged])
        try ChangeTracker(app.database).untrack("player")
        #expect(try self.drift(app) == [.triggersMissing([])])
    }

    @Test func `records nothing of a table whose masked column got another name`() throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "player", redacted: ["code"])
        try app.tracker.suspend()
        try app.execute("ALTER TABLE player RENAME COLUMN code TO kode")
        #expect(try app.tracker.rebuild().map(\.reason).contains(.columnsChanged))
        try app.execute("INSERT INTO player (id, kode) VALUES (1, 'hidden')")
        #expect(try app.waiting == 0)
        try app.tracker.track(table: "player", redacted: ["kode"])
        #expect(try self.drift(app).isEmpty)
    }

    // MARK: - Migrations

    @Test func `migrates tracked tables`() async throws {
        let app = try TrackedApp()
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT, old TEXT)")
        }
        try app.tracker.migrate(migrator)
        try app.tracker.track(table: "player")
        try app.execute("INSERT INTO player VALUES (1, 'Ann', 'x')")
        migrator.registerMigration("2") { db in
            try db.execute(sql: "ALTER TABLE player DROP COLUMN old; UPDATE player SET name = 'B'")
            try db.alter(table: "player") { $0.add(column: "score", .integer) }
        }
        try app.tracker.migrate(migrator)
        #expect(try self.drift(app).isEmpty)
        try app.execute("UPDATE player SET score = 1")
        #expect(
            try await app.recorded().map(\.description) == [
                #"create player/1 {"id":1,"name":"Ann","old":"x"}"#,
                "update player/1 score null → 1",
            ]
        )
        let version = try app.integer("PRAGMA schema_version")
        try app.tracker.migrate(migrator)
        #expect(try app.integer("PRAGMA schema_version") == version)
    }

    @Test func `puts tracking back where a migration fails or was cut off`() throws {
        struct Failure: Error {}
        let app = try self.app()
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { _ in throw Failure() }
        #expect(throws: Failure.self) { try app.tracker.migrate(migrator) }
        #expect(try self.drift(app).isEmpty)

        var second = DatabaseMigrator()
        second.registerMigration("1") { try $0.execute(sql: "CREATE TABLE other (x)") }
        try app.tracker.suspend()
        try second.migrate(app.database)
        #expect(try self.drift(app) != [])
        try app.tracker.migrate(second)
        #expect(try self.drift(app).isEmpty)
    }

    @Test func `is told of at the start, by the drainer`() async throws {
        let app = try self.app()
        try app.execute("ALTER TABLE player ADD COLUMN score INTEGER")
        let log = InMemoryLogHandler()
        try await app.withDrainer(logger: Logger(label: "test") { _ in log }) { drainer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await drainer.run() }
                let end = ContinuousClock.now + .seconds(20)
                while log.entries.isEmpty, ContinuousClock.now < end {
                    try await Task.sleep(for: .milliseconds(2))
                }
                group.cancelAll()
            }
        }
        let entry = try #require(log.entries.first)
        #expect(entry.level == .warning)
        #expect(entry.metadata["trail.drift"]?.description.contains("player") == true)
    }
}
