import Foundation
import GRDB
import Testing

@Suite struct ImportTests {
    private static let activity = #"""
        [
        {"model": "djaffar.activity", "pk": 1, "fields": {"user": 3, "session": "s1",
        "ip_address": "203.0.113.9", "date": "2016-12-29T07:35:22.571Z", "path": "/cart/",
        "referer": ""}},
        {"model": "djaffar.activity", "pk": 2, "fields": {"user": null, "session": "s1",
        "ip_address": "", "date": "2016-12-29T07:36:00Z", "path": "/", "referer": ""}},
        {"model": "shop.order", "pk": 1, "fields": {}}
        ]
        """#
    private static let sessions = #"""
        {"model": "djaffar.sessioninfo", "pk": "s1", "fields": {"user_agent": "Firefox/50"}}
        """#
    private static let crud = #"""
        [{"model": "activitylog.crudevent", "pk": "c5948474-151b-49cd-ac3b-6037b7e902af",
        "fields": {"event_type": 1, "object_id": "1", "content_type": 15, "object_repr": "N1",
        "object_json_repr": null, "changed_fields": null, "user": 1, "user_pk_as_string": "1",
        "remote_ip": null, "extra_data": null, "datetime": "2026-11-21T02:38:40.118Z",
        "integrity_hash": "d7c7a77e29980f0b382446cbf01c0a63c5d302e114173f2a39bb10c4aef32860"}}]
        """#

    private func write(_ text: String, _ name: String, _ installation: Installation) throws {
        try Data(text.utf8).write(to: installation.file(name))
    }

    @Test func `imports dumps with their times and user agents, and again without effect`()
        async throws
    {
        let installation = try Installation()
        try self.write(Self.activity, "a.json", installation)
        try self.write(Self.sessions, "s.jsonl", installation)
        let first = try await installation.trail("import", "a.json", "s.jsonl")
        #expect(first.status == 0, "\(first.errors)")
        #expect(
            first.output.hasPrefix(
                "2 rows read: 2 imported, 0 there before, 0 in conflict, 0 unmapped\n"
            )
        )
        #expect(first.output.contains("no rows of a log: shop.order, 1\n"))
        let pages = try await installation.export(["--kind", "page"])
        #expect(
            pages.map { $0["date"] } == [
                "2016-12-29T07:35:22.571000Z", "2016-12-29T07:36:00.000000Z",
            ]
        )
        #expect(pages.allSatisfy { $0["user_agent"] == "Firefox/50" })
        #expect(pages.first?["user"] == "3")
        let again = try await installation.trail("import", "a.json", "s.jsonl")
        #expect(again.status == 0)
        #expect(again.output.contains("0 imported, 2 there before"))
        // The import itself left a trace, once.
        #expect(try await installation.export(["--kind", "system"]).count == 1)
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test func `tells of a row that was altered, imports it, and ends with 1`() async throws {
        let installation = try Installation()
        let altered = Self.crud.replacing(#""object_id": "1""#, with: #""object_id": "2""#)
        try self.write(Self.crud, "good.json", installation)
        try self.write(altered, "bad.json", installation)
        let dry = try await installation.trail("import", "--dry-run", "bad.json")
        #expect(dry.status == 1)
        #expect(!FileManager.default.fileExists(atPath: installation.file("trail.sqlite").path))
        let bad = try await installation.trail("import", "--json", "bad.json")
        #expect(bad.status == 1)
        #expect(bad.lines.count == 2)
        #expect(try Installation.members(bad.lines[0])["problem"] == "mismatch")
        #expect(bad.lines[1].contains(#""hash_mismatch":1"#))
        #expect(bad.lines[1].contains(#""imported":1"#))
        // The same id with other content is never overwritten.
        let good = try await installation.trail("import", "good.json")
        #expect(good.status == 1)
        #expect(good.output.contains("conflict: activitylog.crudevent c5948474-"))
    }

    @Test func `refuses a malformed dump before anything is imported`() async throws {
        let installation = try Installation()
        try self.write(String(Self.activity.dropLast(20)), "cut.json", installation)
        let result = try await installation.trail("import", "cut.json")
        #expect(result.status == 2)
        #expect(result.errors.contains("cut.json: object 3, line "))
        #expect(result.errors.contains(": the file ends too early"))
        #expect(try await installation.export().isEmpty)
    }

    @Test func `tells of rows that can be no events, and imports the others`() async throws {
        let installation = try Installation()
        let odd = Self.activity.replacing(#""path": "/""#, with: #""path": """#)
        try self.write(odd, "a.json", installation)
        let result = try await installation.trail("import", "a.json")
        #expect(result.status == 1)
        #expect(
            result.lines.first
                == "unmapped: djaffar.activity 2 (a.json: object 2, line 5, byte 180): "
                + "path: This field is required."
        )
        #expect(try await installation.export(["--kind", "page"]).count == 1)
    }

    @Test func `imports the tables of a site's database, read only`() async throws {
        let installation = try Installation()
        let path = installation.file("db.sqlite3").path
        let queue = try DatabaseQueue(path: path)
        try await queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE djaffar_activity (
                        id INTEGER PRIMARY KEY, ip_address varchar(45), date datetime,
                        path varchar(1000), referer varchar(160), session_id varchar(40),
                        user_id integer);
                    INSERT INTO djaffar_activity VALUES
                        (1, '203.0.113.9', '2016-12-29 07:35:22.571000', '/cart/', '', 's1', 3),
                        (2, '', '2016-12-29 07:36:00', '/', '', 's1', NULL);
                    CREATE TABLE djaffar_sessioninfo (
                        session_id varchar(40) PRIMARY KEY, user_agent varchar(1000));
                    INSERT INTO djaffar_sessioninfo VALUES ('s1', 'Firefox/50');
                    """
            )
        }
        try queue.close()
        let before = try Data(contentsOf: installation.file("db.sqlite3"))
        let result = try await installation.trail("import", "db.sqlite3")
        #expect(result.status == 0, "\(result.errors)\(result.output)")
        #expect(try Data(contentsOf: installation.file("db.sqlite3")) == before)
        // A dump of the same rows says the same.
        try self.write(Self.activity, "a.json", installation)
        try self.write(Self.sessions, "s.json", installation)
        let dump = try await installation.trail("import", "a.json", "s.json")
        #expect(dump.output.contains("0 imported, 2 there before, 0 in conflict"))
    }

    @Test func `exports a dump that imports into the same events`() async throws {
        let installation = try Installation()
        try self.write(Self.activity, "a.json", installation)
        try self.write(Self.sessions, "s.json", installation)
        try self.write(Self.crud, "c.json", installation)
        #expect(try await installation.trail("import", "a.json", "s.json", "c.json").status == 0)
        let dump = try await installation.trail("export", "--format", "django")
        #expect(dump.status == 0)
        let other = try Installation()
        try self.write(dump.output, "dump.json", other)
        let imported = try await other.trail("import", "dump.json")
        #expect(imported.status == 0, "\(imported.errors)\(imported.output)")
        for kind in ["page", "crud"] {
            let events = try await installation.export(["--kind", kind])
            let copies = try await other.export(["--kind", kind])
            #expect(events.count == copies.count)
            for (event, copy) in zip(events, copies) {
                for name in ["id", "occurred_at", "action", "user", "session", "user_agent"] {
                    #expect(event[name] == copy[name])
                }
            }
        }
    }

    @Test func `goes on after it was killed`() async throws {
        let installation = try Installation()
        let count = 6_000
        let rows = (0..<count).map {
            #"{"model": "djaffar.activity", "pk": \#($0), "fields": {"user": null, "#
                + #""session": null, "ip_address": "", "date": "2016-12-29T07:35:22.571Z", "#
                + #""path": "/\#($0)", "referer": ""}}"#
        }
        try self.write(rows.joined(separator: "\n"), "a.jsonl", installation)
        let process = try TrailProcess(
            ["import", "a.jsonl"],
            in: installation.folder,
            output: installation.file("out"),
            errors: installation.file("err")
        )
        for _ in 0..<2_000 where process.isRunning {
            try await Task.sleep(for: .milliseconds(5))
            let size = try? installation.file("trail.sqlite-wal").resourceValues(
                forKeys: [.fileSizeKey]
            ).fileSize
            if size ?? 0 > 300_000 { break }
        }
        process.send(SIGKILL)
        _ = await process.status()
        let rest = try await installation.trail("import", "a.jsonl")
        #expect(rest.status == 0, "\(rest.errors)")
        #expect(try await installation.export(["--kind", "page"]).count == count)
        #expect(try await installation.trail("verify").status == 0)
    }
}
