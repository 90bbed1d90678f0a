import Foundation
import GRDB
import Testing
import Trail
import TrailGRDB
import TrailTesting

@Suite struct RowValueTests {
    private func value(_ sql: String) async throws -> String {
        let app = try TrackedApp("CREATE TABLE t (id INTEGER PRIMARY KEY, x)")
        try app.tracker.track(table: "t", columns: .only(["x"]))
        try app.execute("INSERT INTO t (x) VALUES (\(sql))")
        let event = try #require(try await app.recorded().first)
        return RecordedChange.text(event.detail.after)
    }

    @Test(arguments: [
        ("NULL", "null"), ("1", "1"), ("-5", "-5"), ("1.5", "1.5"), ("1.0", "1"),
        ("9007199254740991", "9007199254740991"),
        ("9007199254740993", #""number:9007199254740993""#),
        ("9223372036854775807", #""number:9223372036854775807""#),
        ("-9223372036854775807 - 1", #""number:-9223372036854775808""#),
        ("9e999", #""number:Infinity""#), ("-9e999", #""number:-Infinity""#),
        ("0.1 + 0.2", "0.30000000000000004"), ("1e300", "1e+300"), ("5e-324", "5e-324"),
        ("'text'", #""text""#), ("''", #""""#), ("x''", #""bytes:""#),
        ("x'0001ff'", #""bytes:AAH/""#), ("'a' || char(0) || 'b'", #""bytes:YQBi""#),
        ("CAST(x'c328' AS TEXT)", #""bytes:wyg=""#), ("'bytes:AA=='", #""string:bytes:AA==""#),
        ("'number:1'", #""string:number:1""#), ("'é 東京 😀 \"\\'", #""é 東京 😀 \"\\""#),
        ("'{\"a\":1}'", #""{\"a\":1}""#), ("1 = 1", "1"),
    ])
    func `keeps every value and its type`(_ sql: String, _ expected: String) async throws {
        #expect(try await self.value(sql) == "{\"x\":\(expected)}")
    }

    @Test func `keeps every digit of a real number`() async throws {
        let app = try TrackedApp("CREATE TABLE t (id INTEGER PRIMARY KEY, x REAL)")
        try app.tracker.track(table: "t", updates: .changedColumns)
        try app.execute("INSERT INTO t VALUES (1, 0.5)")
        _ = try await app.recorded()
        var random = SeededGenerator(seed: 3)
        var values: [Double] = []
        while values.count < 500 {
            let value = Double(bitPattern: random.next())
            if value.isFinite { values.append(value) }
        }
        for value in values { try app.execute("UPDATE t SET x = ?", [value]) }
        let events = try await app.recorded()
        for (event, value) in zip(events, values) {
            guard case .double(let kept)? = event.changes.first?.new?.value else {
                guard case .integer(let kept)? = event.changes.first?.new?.value,
                    Double(kept) == value
                else {
                    Issue.record("\(event) is not \(value)")
                    continue
                }
                continue
            }
            #expect(kept == value)
        }
        #expect(events.count == values.count)
    }

    @Test func `keeps blobs, texts and numbers apart`() async throws {
        let app = try TrackedApp(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x); INSERT INTO t VALUES (1, '1')"
        )
        try app.tracker.track(table: "t")
        try app.execute("UPDATE t SET x = 1; UPDATE t SET x = 1.0; UPDATE t SET x = x'31'")
        #expect(
            try await app.recorded().map(\.description) == [
                #"update t/1 x "1" → 1"#, #"update t/1 x 1 → "bytes:MQ==""#,
            ]
        )
    }

    @Test func `takes keys of any type`() async throws {
        let uuid = try #require(UUID(uuidString: "0189C1D2-0000-7ABC-8DEF-0123456789AB"))
        let app = try TrackedApp("CREATE TABLE t (k PRIMARY KEY)")
        try app.tracker.track(table: "t")
        try app.execute("INSERT INTO t VALUES (?)", [uuid])
        try app.execute(
            "INSERT INTO t VALUES (x'c0ffee'), (1.5), ('x'), (NULL), (9007199254740993)"
        )
        try app.execute("INSERT INTO t VALUES (?)", [String(repeating: "k", count: 600)])
        let ids = try await app.recorded().map { $0.targets.first?.id }
        #expect(
            ids.dropLast() == [
                "0189c1d2-0000-7abc-8def-0123456789ab", "c0ffee", "1.5", "x", nil,
                "9007199254740993",
            ]
        )
        #expect(ids.last??.hasPrefix("sha256:") == true)
    }

    @Test func `takes columns and tables of any name`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE "order ""x"" 'y'" ("select" INTEGER PRIMARY KEY, "a""b" TEXT, "c'd" TEXT,
                "größe" TEXT, "東京" TEXT, "[e]" TEXT, "f`g;--" TEXT, " " TEXT, OLD TEXT, "NEW" TEXT);
            INSERT INTO "order ""x"" 'y'" VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
            """
        )
        let table = "order \"x\" 'y'"
        try app.tracker.track(table: table, label: "größe")
        try app.execute(
            """
            UPDATE "order ""x"" 'y'" SET "a""b" = 1, "c'd" = 2, "größe" = 3, "東京" = 4, "[e]" = 5,
                "f`g;--" = 6, " " = 7, "OLD" = 8, "NEW" = 9
            """
        )
        let event = try #require(try await app.recorded().first)
        #expect(event.targets == [Event.Target(type: table, id: "1", label: "3")])
        #expect(
            event.changes.map(\.field) == [
                "a\"b", "c'd", "größe", "東京", "[e]", "f`g;--", " ", "OLD", "NEW",
            ]
        )
        #expect(try app.tracker.drift().isEmpty)
    }

    @Test func `records generated columns`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, twice AS (n * 2),
                text TEXT AS (n || '!') STORED);
            INSERT INTO t VALUES (1, 1);
            """
        )
        try app.tracker.track(table: "t")
        try app.execute("UPDATE t SET n = 2; DELETE FROM t")
        let events = try await app.recorded()
        #expect(
            events.map(\.description) == [
                #"update t/1 n 1 → 2, twice 2 → 4, text "1!" → "2!""#,
                #"delete t/1 {"id":1,"n":2,"text":"2!","twice":4}"#,
            ]
        )
    }

    @Test(arguments: [15, 16, 17, 32, 33, 300, 1_200])
    func `records tables of many columns`(_ count: Int) async throws {
        let columns = (0..<count).map { "c\($0)" }
        let app = try TrackedApp(
            """
            CREATE TABLE wide (id INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")));
            INSERT INTO wide (id) VALUES (1), (2);
            """
        )
        try app.tracker.track(table: "wide", updates: .changedColumns)
        try app.execute(
            "UPDATE wide SET c0 = id, c\(count - 1) = 'last'; DELETE FROM wide WHERE id = 1"
        )
        let events = try await app.recorded { $0.batch = 1 }
        #expect(
            events.prefix(2).map(\.description)
                == (1...2).map {
                    "update wide/\($0) c0 null → \($0), c\(count - 1) null → \"last\""
                }
        )
        #expect(events.count == 3)
        guard case .object(let row)? = events.last?.before else {
            Issue.record("the deleted row is not told")
            return
        }
        #expect(row.count == count + 1)
        #expect(row["c\(count - 1)"] == "last")
    }

    @Test func `tells a long value by its size and hash`() async throws {
        let app = try TrackedApp("CREATE TABLE file (id INTEGER PRIMARY KEY, name TEXT, data BLOB)")
        try app.tracker.track(table: "file")
        try app.execute("INSERT INTO file VALUES (1, 'a', zeroblob(70000))")
        let event = try #require(try await app.recorded().first)
        #expect(Self.omits(event, "data", 70_000))
    }

    private static func omits(_ event: RecordedChange, _ column: String, _ count: Int64) -> Bool {
        guard case .object(let row)? = event.after, case .object(let value)? = row[column] else {
            return false
        }
        guard case .string(let hash)? = value["sha256"] else { return false }
        return value["omitted_bytes"] == .integer(count) && hash.utf8.count == 64
    }

    @Test func `tells a row that is too long for an event more briefly`() async throws {
        let columns = (0..<40).map { "c\($0) TEXT" }.joined(separator: ", ")
        let app = try TrackedApp("CREATE TABLE page (id INTEGER PRIMARY KEY, \(columns))")
        try app.tracker.track(table: "page")
        let values = Array(repeating: "'\(String(repeating: "x", count: 30_000))'", count: 40)
        try app.execute("INSERT INTO page VALUES (1, \(values.joined(separator: ", ")))")
        try app.execute("UPDATE page SET c0 = 'short'")
        let events = try await app.recorded()
        #expect(events.map(\.detail.type) == [.create, .update])
        #expect(Self.omits(events[0], "c7", 30_000))
        #expect(events[1].changes.first?.new == CanonicalJSON("short"))
    }
}
