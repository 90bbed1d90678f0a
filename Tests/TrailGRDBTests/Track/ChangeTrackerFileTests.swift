import Foundation
import GRDB
import Testing
import Trail
import TrailGRDB

@Suite struct ChangeTrackerFileTests {
    private static let schema = "CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT)"

    @Test func `tracks tables of a file beside the app that has it open`() async throws {
        let app = try TrackedApp(Self.schema)
        let tool = try ChangeTracker(path: app.path)
        try tool.track(TrackedTable("player", label: "name"))
        try app.execute("INSERT INTO player VALUES (1, 'Ann')")
        #expect(try tool.outbox().waiting == 1)
        #expect(
            try await app.recorded().map(\.description) == [
                #"create player/1 (Ann) {"id":1,"name":"Ann"}"#
            ]
        )
        #expect(try tool.outbox().waiting == 0)
        #expect(try tool.drift().isEmpty)
        try app.execute("ALTER TABLE player ADD COLUMN score INTEGER")
        #expect(try tool.drift().map(\.reason) == [.columnsChanged])
        try tool.untrack("player")
        #expect(try tool.trackedTables().isEmpty)
    }

    @Test func `changes of one row, marks and all, wait as one`() async throws {
        let columns = (0..<40).map { "c\($0)" }.joined(separator: ", ")
        let app = try TrackedApp("CREATE TABLE wide (\(columns))")
        try app.tracker.track(table: "wide")
        let scope = CaptureScope(actor: Event.Actor(type: .user, id: "1", isVerified: true))
        try CaptureScope.$current.withValue(scope) {
            try app.tracker.write { db in
                try db.execute(sql: "INSERT INTO wide (c0) VALUES (1), (2)")
            }
        }
        #expect(try app.waiting > 2)
        #expect(try app.tracker.outbox().waiting == 2)
        #expect(try app.tracker.outbox().refused == 0)
    }

    @Test func `changes that no ledger took are counted`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "player")
        #expect(try app.tracker.outbox().refused == 0)
        try app.execute("INSERT INTO player VALUES (1, 'Ann')")
        let ledger = FaultyLedger(app.store) { _ in throw TrailError(.unstorable, "no") }
        try await app.withDrainer(store: ledger) { _ = try await $0.drain() }
        #expect(try app.tracker.outbox().refused == 1)
    }

    @Test func `makes no database of what is none`() throws {
        let folder = try TemporaryFolder()
        let missing = folder.file("missing.sqlite")
        let error = #expect(throws: TrailError.self) { try ChangeTracker(path: missing) }
        #expect(error?.code == .notFound)
        #expect(!FileManager.default.fileExists(atPath: missing))
        let text = folder.file("text.txt")
        try Data(String(repeating: "no database ", count: 100).utf8)
            .write(to: URL(fileURLWithPath: text))
        let other = #expect(throws: TrailError.self) { try ChangeTracker(path: text) }
        #expect(other?.code == .invalidConfiguration)
    }
}
