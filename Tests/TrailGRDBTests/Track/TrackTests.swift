import GRDB
import Testing
import Trail

@testable import TrailGRDB

private struct Player: Codable, FetchableRecord, PersistableRecord {
    var id: Int64
    var name: String
    var team: String?
}

@Suite struct TrackTests {
    static let schema = """
        CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT, team TEXT);
        CREATE TABLE audit (id INTEGER PRIMARY KEY, text TEXT);
        """

    @Test func `tracks the table of a record type`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(Player.self, label: "name")
        try await app.database.write { db in
            var player = Player(id: 1, name: "Ann", team: nil)
            try player.insert(db)
            player.team = "red"
            try player.update(db)
            try player.save(db)
            player.name = "Anna"
            try player.upsert(db)
            try Player.updateAll(db, Column("team").set(to: "blue"))
            try player.delete(db)
        }
        #expect(
            try await app.recorded().map(\.description) == [
                #"create player/1 (Ann) {"id":1,"name":"Ann","team":null}"#,
                #"update player/1 (Ann) team null → "red""#,
                #"update player/1 (Anna) name "Ann" → "Anna""#,
                #"update player/1 (Anna) team "red" → "blue""#,
                #"delete player/1 (Anna) {"id":1,"name":"Anna","team":"blue"}"#,
            ]
        )
    }

    @Test func `records chosen columns only, and the key all the same`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "PLAYER", columns: .only(["Name"]))
        try app.execute("INSERT INTO player VALUES (1, 'Ann', 'red')")
        try app.execute("UPDATE player SET team = 'blue'; UPDATE player SET name = 'Bob'")
        try app.tracker.track(table: "player", columns: .allBut(["name"]))
        try app.execute("UPDATE player SET name = 'Cleo'; UPDATE player SET team = 'green'")
        #expect(
            try await app.recorded().map(\.description) == [
                #"create player/1 {"name":"Ann"}"#, #"update player/1 name "Ann" → "Bob""#,
                #"update player/1 team "blue" → "green""#,
            ]
        )
    }

    @Test func `gives rows another type than their table's name`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(TrackedTable("player", type: "Person"))
        try app.execute("INSERT INTO player (id) VALUES (1)")
        let event = try #require(try await app.recorded().first)
        #expect(event.targets.first?.type == "Person")
        #expect(event.detail.model == "Person")
        #expect(event.action == "person.create")
    }

    @Test func `leaves out excluded tables and its own`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "player", columns: .only(["name"]))
        try app.tracker.trackAll(except: ["AUDIT"])
        #expect(try app.tracker.trackedTables().map(\.name) == ["player"])
        #expect(try app.tracker.trackedTables().first?.columns == .only(["name"]))
        try app.execute("INSERT INTO audit VALUES (1, 'x')")
        #expect(try app.waiting == 0)
    }

    @Test func `writes nothing where nothing changed`() throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.trackAll()
        let before = try app.integer("PRAGMA schema_version")
        let layouts = try app.integer("SELECT count(*) FROM trail_layout")
        try app.tracker.trackAll()
        try ChangeTracker(app.database).trackAll()
        #expect(try app.integer("PRAGMA schema_version") == before)
        #expect(try app.integer("SELECT count(*) FROM trail_layout") == layouts)
    }

    @Test func `still records what waits when a table is tracked no longer`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "player")
        try app.execute("INSERT INTO player VALUES (1, 'Ann', NULL)")
        try app.tracker.untrack("Player")
        try app.execute("INSERT INTO player VALUES (2, 'Bob', NULL)")
        #expect(try await app.recorded().count == 1)
        #expect(try app.tracker.trackedTables().isEmpty)
        #expect(try app.tracker.drift().isEmpty)
        #expect(try app.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'") == 0)
    }

    @Test(arguments: [
        (TrackedTable("nothing"), TrailError.Code.notFound),
        (TrackedTable("view"), .invalidConfiguration),
        (TrackedTable("trail_change"), .invalidConfiguration),
        (TrackedTable("player", columns: .only(["nam"])), .invalidConfiguration),
        (TrackedTable("player", columns: .allBut(["nam"])), .invalidConfiguration),
        (TrackedTable("player", redaction: .init(["pin"])), .invalidConfiguration),
        (TrackedTable("player", redaction: .init(revealed: ["pin"])), .invalidConfiguration),
        (TrackedTable("player", label: "title"), .invalidConfiguration),
    ])
    func `refuses what cannot be tracked`(_ table: TrackedTable, _ code: TrailError.Code) throws {
        let app = try TrackedApp(Self.schema + "CREATE VIEW view AS SELECT * FROM player;")
        try app.tracker.track(table: "audit")
        #expect {
            try app.tracker.track(table)
        } throws: { error in
            (error as? TrailError)?.code == code
        }
        #expect(try app.tracker.trackedTables().map(\.name) == ["audit"])
    }

    @Test func `leaves the app's own connections as they are`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "player")
        let id = try await app.tracker.write { db in
            try db.execute(sql: "INSERT INTO player (name) VALUES ('a'), ('b')")
            #expect(db.changesCount == 2)
            return db.lastInsertedRowID
        }
        #expect(id == 2)
    }

    // MARK: - REPLACE

    @Test func `records rows that REPLACE deletes on any tracked connection`() async throws {
        for isQueue in [true, false] {
            let app = try TrackedApp(Self.schema, isQueue: isQueue)
            try app.tracker.track(table: "player")
            try app.execute(
                "INSERT INTO player VALUES (1, 'a', NULL); REPLACE INTO player (id) VALUES (1)"
            )
            #expect(try await app.recorded().map(\.detail.type) == [.create, .delete, .create])
            #expect(try app.tracker.drift().isEmpty)
        }
    }

    @Test func `leaves triggers of the app alone that would call themselves`() async throws {
        let app = try TrackedApp(
            Self.schema + """
                CREATE TRIGGER touch AFTER UPDATE ON player BEGIN
                    UPDATE player SET team = coalesce(team, '') || '.' WHERE id = NEW.id;
                END;
                """
        )
        try app.tracker.track(table: "player")
        #expect(try app.tracker.drift() == [Drift(table: "", reason: .replacedUnrecorded)])
        try app.execute("INSERT INTO player VALUES (1, 'a', NULL); UPDATE player SET name = 'b'")
        let events = try await app.recorded()
        #expect(
            Set(events.map(\.description)) == [
                #"create player/1 {"id":1,"name":"a","team":null}"#,
                #"update player/1 name "a" → "b""#, #"update player/1 team null → ".""#,
            ]
        )
    }

    @Test func `allows triggers of the app that cannot call themselves`() throws {
        let app = try TrackedApp(
            Self.schema + """
                CREATE TRIGGER log AFTER UPDATE ON player BEGIN
                    INSERT INTO audit (text) VALUES ('player ' || NEW.id);
                END;
                CREATE VIRTUAL TABLE player_ft USING fts5(name, content='player', content_rowid='id');
                CREATE TRIGGER ft AFTER INSERT ON player BEGIN
                    INSERT INTO player_ft (rowid, name) VALUES (NEW.id, NEW.name);
                END;
                """
        )
        try app.tracker.trackAll()
        #expect(try app.tracker.drift().isEmpty)
        #expect(try app.tracker.trackedTables().map(\.name) == ["audit", "player"])
    }

    @Test func `leaves the connection alone where it is told to`() throws {
        let app = try TrackedApp(Self.schema, recordsReplaced: false)
        try app.tracker.track(table: "player")
        let setting = try app.database.writeWithoutTransaction { db in
            try Int.fetchOne(db, sql: "PRAGMA recursive_triggers")
        }
        #expect(setting == 0)
        #expect(try app.tracker.drift().isEmpty)
    }
}
