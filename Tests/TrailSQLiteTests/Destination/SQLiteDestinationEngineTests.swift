import Foundation
import Testing
import Trail

@testable import TrailSQLite

@Suite struct SQLiteDestinationEngineTests {
    private static func place(_ name: String) -> Destination.Place {
        Destination.Place(engine: .sqlite, database: name)
    }

    @Test(arguments: [
        "", "a", ".sqlite", "../a.sqlite", "/etc/a.sqlite", "a/b.sqlite", "a\\b.sqlite",
        "a.sqlite-wal", "a.sqlite.lock", "a.sqlite.search", "a b.sqlite", "ä.sqlite",
        "a\u{0}.sqlite", "-a.sqlite", "a.sqlite?mode=memory", "file:a.sqlite", ":memory:",
        String(repeating: "a", count: 129) + ".sqlite",
    ])
    func `takes names of files alone`(name: String) async throws {
        let folder = try TemporaryFolder()
        let engine = SQLiteDestinationEngine(folder: folder.path)
        #expect(engine.objection(to: Self.place(name))?.field == "database_name")
        await #expect(throws: DestinationFault.self) {
            try await engine.check(DestinationTarget(Self.place(name)))
        }
    }

    @Test func `has neither hosts nor ports`() throws {
        let engine = SQLiteDestinationEngine(folder: "/")
        #expect(engine.objection(to: Self.place("logs.sqlite3")) == nil)
        let hosted = Destination.Place(engine: .sqlite, host: "db", database: "a.db")
        #expect(engine.objection(to: hosted)?.field == "host")
        let ported = Destination.Place(engine: .sqlite, port: 1, database: "a.db")
        #expect(engine.objection(to: ported)?.field == "port")
    }

    @Test func `finds stores and what can become one, and makes nothing`() async throws {
        let test = try TestStore()
        let engine = SQLiteDestinationEngine(folder: test.folder.path)
        try await engine.check(DestinationTarget(Self.place("new.sqlite")))
        #expect(!FileManager.default.fileExists(atPath: test.folder.file("new.sqlite")))
        let store = try await test.open()
        try await store.fill(3)
        try await engine.check(DestinationTarget(Self.place("trail.sqlite")))
        try store.close()
        try await engine.check(DestinationTarget(Self.place("trail.sqlite")))
    }

    @Test func `follows no link, and takes neither folders nor other files`() async throws {
        let folder = try TemporaryFolder()
        let outside = try TestStore()
        try await outside.open().close()
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: folder.file("link.sqlite"),
            withDestinationPath: outside.path
        )
        try files.createDirectory(
            atPath: folder.file("folder.sqlite"),
            withIntermediateDirectories: false
        )
        try Data("not a database at all, but a text".utf8).write(
            to: URL(fileURLWithPath: folder.file("text.db"))
        )
        let engine = SQLiteDestinationEngine(folder: folder.path)
        for name in ["link.sqlite", "folder.sqlite", "text.db"] {
            let fault = await #expect(throws: DestinationFault.self) {
                try await engine.check(DestinationTarget(Self.place(name)))
            }
            #expect(fault?.reason.contains(folder.path) == false)
        }
    }

    @Test func `does not take the main store, by whatever name`() async throws {
        let test = try TestStore()
        try await test.open().close()
        try FileManager.default.linkItem(
            atPath: test.path,
            toPath: test.folder.file("other.sqlite")
        )
        let engine = SQLiteDestinationEngine(folder: test.folder.path, reserved: [test.path])
        for name in ["trail.sqlite", "other.sqlite"] {
            await #expect(throws: DestinationFault.self) {
                try await engine.check(DestinationTarget(Self.place(name)))
            }
        }
    }

    @Test func `says that the folder has gone`() async throws {
        let engine = SQLiteDestinationEngine(folder: "/nonexistent/folder")
        await #expect(throws: DestinationFault("The folder of destinations is not there.")) {
            try await engine.check(DestinationTarget(Self.place("a.sqlite")))
        }
    }
}
