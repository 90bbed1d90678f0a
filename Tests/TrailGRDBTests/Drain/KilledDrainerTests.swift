import Foundation
import GRDB
import Logging
import Testing
import Trail
import TrailGRDB
import TrailSQLite

/// What a process that is killed leaves behind.
@Suite struct KilledDrainerTests {
    /// An app at `path` with a ledger on disk.
    private static func run(
        _ path: String,
        afterAppend: @escaping FaultyLedger.Script = { _ in },
        _ body: @Sendable (ChangeTracker, ChangeDrainer) async throws -> Void
    ) async throws {
        let database = try DatabasePool(path: path + "/app.sqlite")
        try await database.write { db in
            try db.execute(sql: "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, x)")
        }
        let tracker = ChangeTracker(database)
        try tracker.track(table: "t")
        let store = try await Self.store(path)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let recorder = EventRecorder(
            store: FaultyLedger(store, after: afterAppend),
            clock: SystemWallClock(),
            logger: logger
        )
        var configuration = ChangeDrainConfiguration()
        configuration.batch = 10
        let drainer = ChangeDrainer(
            tracker,
            recorder: recorder,
            configuration: configuration,
            logger: logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            try await body(tracker, drainer)
            group.cancelAll()
        }
        try store.close()
    }

    private static func store(_ path: String) async throws -> SQLiteEventStore {
        let key = try LedgerKey.loadOrCreate(at: path + "/key", name: "app.example")
        return try await SQLiteEventStore.open(
            SQLiteConfiguration(path: path + "/trail.sqlite"),
            sealer: Sealer(
                key: key,
                serverName: key.name,
                clock: SystemWallClock(),
                memory: nil
            )
        )
    }

    /// The keys of the rows whose creation is recorded, in order.
    private static func recorded(_ path: String) async throws -> [String?] {
        let store = try await Self.store(path)
        defer { try? store.close() }
        var query = EventQuery(tenant: .default, order: .ledger, limit: 1_000)
        query.scanBudget = .max
        return try await store.page(query).events.map { try RecordedChange($0).targets.first?.id }
    }

    private static func insert(_ db: Database, _ numbers: Range<Int>) throws {
        for number in numbers {
            try db.execute(sql: "INSERT INTO t VALUES (?, 'x')", arguments: [number])
        }
    }

    private static func die() {
        kill(getpid(), SIGKILL)
    }

    @Test func `loses nothing when it is killed between commit and drain`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try await Self.run(path) { tracker, _ in
                try await tracker.write { try Self.insert($0, 0..<35) }
                Self.die()
            }
        }
        try await Self.run(path) { _, drainer in _ = try await drainer.drain() }
        #expect(try await Self.recorded(path) == (0..<35).map(String.init))
    }

    @Test func `repeats nothing when it is killed between receipt and deletion`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try await Self.run(
                path,
                afterAppend: { request in
                    if request.events.contains(where: { $0.header.kind == .crud }),
                        String(decoding: request.events[0].sections.what?.text ?? [], as: UTF8.self)
                            .contains("\"id\":20")
                    {
                        Self.die()
                    }
                }
            ) { tracker, drainer in
                try await tracker.write { try Self.insert($0, 0..<35) }
                _ = try await drainer.drain()
            }
        }
        let before = try await Self.recorded(path)
        #expect(before == (0..<30).map(String.init))
        try await Self.run(path) { _, drainer in _ = try await drainer.drain() }
        #expect(try await Self.recorded(path) == (0..<35).map(String.init))
    }

    @Test func `leaves nothing of a transaction that is killed`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try await Self.run(path) { tracker, _ in
                try await tracker.write { db in
                    try Self.insert(db, 0..<35)
                    Self.die()
                }
            }
        }
        try await Self.run(path) { _, drainer in _ = try await drainer.drain() }
        #expect(try await Self.recorded(path) == [])
    }
}
