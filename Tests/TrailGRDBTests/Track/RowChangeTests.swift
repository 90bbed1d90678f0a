import GRDB
import Testing
import Trail
import TrailGRDB

/// SQL, and the events that it must lead to.
struct RowChangeCase: Sendable, CustomTestStringConvertible {
    let name: String
    let sql: String
    let events: [String]

    init(_ name: String, _ sql: String, _ events: [String]) {
        self.name = name
        self.sql = sql
        self.events = events
    }

    var testDescription: String { self.name }
}

@Suite struct RowChangeTests {
    static let schema = """
        CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE);
        CREATE TABLE player (id INTEGER PRIMARY KEY, team INTEGER REFERENCES team(id)
            ON DELETE CASCADE ON UPDATE CASCADE, name TEXT, score INTEGER DEFAULT 0);
        CREATE TABLE note (player INTEGER REFERENCES player(id) ON DELETE SET NULL, text TEXT);
        CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT);
        CREATE TABLE price (item TEXT, day INTEGER, amount, PRIMARY KEY (day, item)) WITHOUT ROWID;
        CREATE TABLE loose (rowid TEXT, x);
        CREATE VIEW strong AS SELECT * FROM player WHERE score > 10;
        CREATE TRIGGER strong_update INSTEAD OF UPDATE ON strong BEGIN
            UPDATE player SET score = NEW.score WHERE id = NEW.id;
        END;
        INSERT INTO team VALUES (1, 'red'), (2, 'blue');
        INSERT INTO player VALUES (1, 1, 'Ann', 5), (2, 1, 'Bob', 20), (3, 2, 'Cleo', 7);
        INSERT INTO note VALUES (1, 'one'), (3, 'three');
        INSERT INTO country VALUES ('at', 'Austria');
        INSERT INTO price VALUES ('tea', 1, 2.5);
        INSERT INTO loose VALUES ('a', 1);
        """

    static let cases = [
        RowChangeCase(
            "insert",
            "INSERT INTO player (id, name) VALUES (9, 'Dora')",
            [#"create player/9 {"id":9,"name":"Dora","score":0,"team":null}"#]
        ),
        RowChangeCase(
            "insert of many",
            "INSERT INTO country VALUES ('de', 'Germany'), ('fr', 'France')",
            [
                #"create country/de {"code":"de","name":"Germany"}"#,
                #"create country/fr {"code":"fr","name":"France"}"#,
            ]
        ),
        RowChangeCase(
            "insert from a select",
            "INSERT INTO country SELECT name, name FROM team ORDER BY id",
            [
                #"create country/red {"code":"red","name":"red"}"#,
                #"create country/blue {"code":"blue","name":"blue"}"#,
            ]
        ),
        RowChangeCase(
            "update",
            "UPDATE player SET name = 'Anna', team = NULL WHERE id = 1",
            [#"update player/1 team 1 → null, name "Ann" → "Anna""#]
        ),
        RowChangeCase(
            "bulk update",
            "UPDATE player SET score = score * 2",
            [
                "update player/1 score 5 → 10", "update player/2 score 20 → 40",
                "update player/3 score 7 → 14",
            ]
        ),
        RowChangeCase("update that changes nothing", "UPDATE player SET name = name", []),
        RowChangeCase(
            "update that changes what the collation ignores",
            "UPDATE team SET name = 'Red' WHERE id = 1",
            [#"update team/1 name "red" → "Red""#]
        ),
        RowChangeCase(
            "update that fails",
            "UPDATE OR IGNORE team SET name = 'blue' WHERE id = 1",
            []
        ),
        RowChangeCase(
            "null and the text None",
            "UPDATE player SET name = NULL WHERE id = 1; UPDATE player SET name = 'None' WHERE id = 1",
            [#"update player/1 name "Ann" → null"#, #"update player/1 name null → "None""#]
        ),
        RowChangeCase(
            "update of the key",
            "UPDATE country SET code = 'AT'",
            [#"update country/at country/AT code "at" → "AT""#]
        ),
        RowChangeCase(
            "delete",
            "DELETE FROM country",
            [#"delete country/at {"code":"at","name":"Austria"}"#]
        ),
        RowChangeCase(
            "delete that sets null",
            "DELETE FROM player WHERE id = 3",
            [
                #"update note/2 player 3 → null"#,
                #"delete player/3 {"id":3,"name":"Cleo","score":7,"team":2}"#,
            ]
        ),
        RowChangeCase(
            "delete that cascades",
            "DELETE FROM team WHERE id = 2",
            [
                #"update note/2 player 3 → null"#,
                #"delete player/3 {"id":3,"name":"Cleo","score":7,"team":2}"#,
                #"delete team/2 {"id":2,"name":"blue"}"#,
            ]
        ),
        RowChangeCase(
            "update that cascades",
            "UPDATE team SET id = 5 WHERE id = 2",
            ["update player/3 team 2 → 5", "update team/2 team/5 id 2 → 5"]
        ),
        RowChangeCase(
            "upsert of a new row",
            "INSERT INTO country VALUES ('jp', 'Japan') ON CONFLICT DO UPDATE SET name = 'x'",
            [#"create country/jp {"code":"jp","name":"Japan"}"#]
        ),
        RowChangeCase(
            "upsert of a row that is there",
            "INSERT INTO country VALUES ('at', 'Japan') ON CONFLICT DO UPDATE SET name = 'Österreich'",
            [#"update country/at name "Austria" → "Österreich""#]
        ),
        RowChangeCase(
            "upsert that changes nothing",
            "INSERT INTO country VALUES ('at', 'x') ON CONFLICT DO NOTHING",
            []
        ),
        RowChangeCase(
            "replace by the key",
            "INSERT OR REPLACE INTO country VALUES ('at', 'New')",
            [
                #"delete country/at {"code":"at","name":"Austria"}"#,
                #"create country/at {"code":"at","name":"New"}"#,
            ]
        ),
        RowChangeCase(
            "replace by another unique column, with what cascades from it",
            "UPDATE OR REPLACE team SET name = 'BLUE' WHERE id = 1",
            [
                #"update note/2 player 3 → null"#,
                #"delete player/3 {"id":3,"name":"Cleo","score":7,"team":2}"#,
                #"delete team/2 {"id":2,"name":"blue"}"#, #"update team/1 name "red" → "BLUE""#,
            ]
        ),
        RowChangeCase(
            "replace in a table without rowid",
            "REPLACE INTO price VALUES ('tea', 1, 3)",
            [
                #"delete price/[1,"tea"] {"amount":2.5,"day":1,"item":"tea"}"#,
                #"create price/[1,"tea"] {"amount":3,"day":1,"item":"tea"}"#,
            ]
        ),
        RowChangeCase(
            "update of a composite key",
            "UPDATE price SET day = 2, amount = 2.5",
            [#"update price/[1,"tea"] price/[2,"tea"] day 1 → 2"#]
        ),
        RowChangeCase(
            "a table without a key, by its rowid under another name",
            "UPDATE loose SET x = 2",
            ["update loose/1 x 1 → 2"]
        ),
        RowChangeCase(
            "through a view and its trigger",
            "UPDATE strong SET score = 21",
            ["update player/2 score 20 → 21"]
        ),
        RowChangeCase(
            "returning",
            "UPDATE player SET score = 6 WHERE id = 1 RETURNING score",
            ["update player/1 score 5 → 6"]
        ),
        RowChangeCase(
            "rolled back to a savepoint",
            """
            SAVEPOINT s; UPDATE player SET score = 0; ROLLBACK TO s; RELEASE s;
            UPDATE player SET score = 1 WHERE id = 1
            """,
            ["update player/1 score 5 → 1"]
        ),
    ]

    @Test(arguments: Self.cases)
    func `records what SQL does to rows`(_ change: RowChangeCase) async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.trackAll()
        try app.execute(change.sql)
        let events = try await app.recorded()
        // SQLite does not promise in which order one statement touches rows.
        #expect(events.map(\.description).sorted() == change.events.sorted())
        #expect(try app.waiting == 0)
    }

    @Test(arguments: Self.cases)
    func `records changed columns alone as well`(_ change: RowChangeCase) async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.trackAll { $0.updates = .changedColumns }
        try app.execute(change.sql)
        let events = try await app.recorded()
        #expect(events.map(\.description).sorted() == change.events.sorted())
        for event in events where event.detail.type == .update {
            #expect(event.detail.before == nil)
            #expect(event.detail.after == nil)
        }
    }

    @Test func `tells the row before and after an update`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "player", label: "name")
        try app.execute("UPDATE player SET score = 6 WHERE id = 1")
        let event = try #require(try await app.recorded().first)
        #expect(event.before == ["id": 1, "team": 1, "name": "Ann", "score": 5])
        #expect(event.after == ["id": 1, "team": 1, "name": "Ann", "score": 6])
        #expect(event.detail.model == "player")
        #expect(event.action == "player.update")
        #expect(event.targets == [Event.Target(type: "player", id: "1", label: "Ann")])
        #expect(event.id.timestamp == event.occurredAt)
        #expect(abs((Timestamp.now().duration(since: event.occurredAt)) / .seconds(1)) < 60)
    }

    @Test func `leaves nothing of a transaction that is rolled back`() async throws {
        struct Failure: Error {}
        let app = try TrackedApp(Self.schema)
        try app.tracker.trackAll()
        #expect(throws: Failure.self) {
            try app.tracker.write { db in
                try db.execute(sql: "UPDATE player SET score = 100; DELETE FROM team")
                throw Failure()
            }
        }
        await #expect(throws: Failure.self) {
            try await CaptureScope.$current.withValue(CaptureScope(actor: .init(id: "7"))) {
                try await app.tracker.write { db in
                    try db.execute(sql: "UPDATE player SET score = 100")
                    throw Failure()
                }
            }
        }
        #expect(try app.waiting == 0)
        #expect(try await app.recorded().isEmpty)
    }

    @Test func `says nothing of a change that a constraint refuses`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.trackAll()
        #expect(throws: (any Error).self) {
            try app.execute("UPDATE player SET score = 9, team = 99 WHERE id = 1")
        }
        #expect(try await app.recorded().isEmpty)
    }

    @Test func `records an update that changes nothing where it is told to`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(TrackedTable("player", skipsUnchanged: false))
        try app.execute("UPDATE player SET name = name WHERE id = 1")
        let event = try #require(try await app.recorded().first)
        #expect(event.changes.isEmpty)
        #expect(event.before == event.after)
    }

    @Test func `records every row of a bulk update`() async throws {
        for updates in [TrackedTable.Updates.wholeRows, .changedColumns] {
            let app = try TrackedApp(
                """
                CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price REAL, stock INTEGER);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                INSERT INTO item SELECT i, 'item ' || i, i / 7.0, i % 10 FROM n;
                """
            )
            try app.tracker.track(table: "item", updates: updates)
            try app.execute("UPDATE item SET stock = stock + 1, price = price * 2")
            let events = try await app.recorded()
            #expect(events.count == 20_000)
            for (number, event) in zip(1..., events) {
                #expect(event.targets.first?.id == String(number))
                let price = Double(number) / 7.0
                let expected = [
                    Event.Change(
                        field: "price",
                        old: CanonicalJSON(.double(price)),
                        new: CanonicalJSON(.double(price * 2))
                    ),
                    Event.Change(
                        field: "stock",
                        old: CanonicalJSON(.integer(Int64(number % 10))),
                        new: CanonicalJSON(.integer(Int64(number % 10 + 1)))
                    ),
                ]
                guard event.changes == expected else {
                    Issue.record("\(event)")
                    break
                }
            }
            #expect(Set(events.map(\.id)).count == 20_000)
        }
    }
}
