import GRDB
import Testing
import Trail

@testable import TrailSQLite

@Suite struct SeedDatabaseTests {
    private static let tables = """
        CREATE TABLE django_content_type (id INTEGER PRIMARY KEY, app_label TEXT, model TEXT);
        INSERT INTO django_content_type VALUES (15, 'shop', 'order');
        CREATE TABLE djaffar_activity (
            id INTEGER PRIMARY KEY AUTOINCREMENT, ip_address varchar(45), date datetime,
            path varchar(1000), referer varchar(160), session_id varchar(40), user_id integer);
        CREATE TABLE djaffar_sessioninfo (
            session_id varchar(40) PRIMARY KEY, user_agent varchar(1000));
        INSERT INTO djaffar_sessioninfo VALUES ('s1', 'Firefox');
        CREATE TABLE activitylog_loginevent (
            id char(32) PRIMARY KEY, login_type smallint, username varchar(255),
            user_id integer, extra_data text, datetime datetime);
        INSERT INTO activitylog_loginevent VALUES (
            '11111111222243338444555555555555', 0, 'bob', 2, '{"a": [1, null]}',
            '2026-11-21 02:38:40.118744');
        CREATE TABLE "use""r_activitylog" (
            id INTEGER PRIMARY KEY, action_type varchar(15), action_time datetime, data text,
            actor_id integer);
        CREATE TABLE other_activitylog (id INTEGER PRIMARY KEY, words text);
        CREATE TABLE shop_order (id INTEGER PRIMARY KEY);
        """

    /// A site's database, with the folder that it goes with.
    private struct Site {
        let database: SeedDatabase
        let folder: TemporaryFolder
        let queue: DatabaseQueue
    }

    private func site(rows: Int = 0) throws -> Site {
        let folder = try TemporaryFolder()
        let path = folder.file()
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try database.execute(sql: Self.tables)
            for row in 0..<rows {
                try database.execute(
                    sql: """
                        INSERT INTO djaffar_activity (date, path, session_id)
                        VALUES ('2016-12-29 07:35:22.571', ?, 's1')
                        """,
                    arguments: ["/\(row)"]
                )
            }
        }
        return Site(database: try SeedDatabase(path: path), folder: folder, queue: queue)
    }

    @Test func `finds the tables of logs, and no others`() throws {
        let site = try self.site()
        defer { withExtendedLifetime(site) {} }
        let database = site.database
        #expect(
            Set(database.tables.map(\.label)) == [
                "contenttypes.contenttype", "djaffar.activity", "djaffar.sessioninfo",
                "activitylog.loginevent", "use\"r.activitylog",
            ]
        )
    }

    @Test func `reads rows as a dump names them`() throws {
        let site = try self.site()
        defer { withExtendedLifetime(site) {} }
        let database = site.database
        let table = try #require(database.tables.first { $0.model == .event(.login) })
        let row = try #require(try database.rows(of: table, after: nil).rows.first)
        #expect(row.keyText == "11111111-2222-4333-8444-555555555555")
        #expect(row.fields["user"] == 2)
        #expect(row.fields["extra_data"] == ["a": [1, nil]])
        #expect(row.fields["datetime"] == "2026-11-21 02:38:40.118744")
        #expect(row.fields["user_id"] == nil)
    }

    @Test func `reads all rows once, a portion at a time, while the site goes on writing`() throws {
        let site = try self.site(rows: 1_250)
        defer { withExtendedLifetime(site) {} }
        let (database, queue) = (site.database, site.queue)
        let table = try #require(database.tables.first { $0.model == .activity })
        #expect(table.rows == 1_250)
        var paths: [String] = []
        var last: Int64?
        repeat {
            let portion = try database.rows(of: table, after: last)
            paths += portion.rows.compactMap { row in
                guard case .string(let path) = row.fields["path"] else { return nil }
                return path
            }
            last = portion.last
            try queue.write { try $0.execute(sql: "DELETE FROM djaffar_activity WHERE id < 100") }
        } while last != nil
        #expect(paths == (0..<1_250).map { "/\($0)" })
    }

    @Test func `refuses what is no database`() {
        #expect(throws: TrailError.self) { try SeedDatabase(path: "/no/such/file") }
    }

    @Test func `keeps facts, the last of a key`() throws {
        let lookup = try SeedLookup()
        try lookup.add("one", for: "7", in: .contentType)
        try lookup.add("two", for: "7", in: .contentType)
        try lookup.add("three", for: "7", in: .userAgent)
        #expect(try lookup.value(of: "7", in: .contentType) == "two")
        #expect(try lookup.value(of: "7", in: .userAgent) == "three")
        #expect(try lookup.value(of: "8", in: .userAgent) == nil)
    }
}
