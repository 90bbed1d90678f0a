import GRDB
import Logging
import Synchronization
import Trail
import TrailGRDB

/// An app with a database of its own, a tracker and a ledger.
final class TrackedApp: Sendable {
    let folder: TemporaryFolder
    let database: any DatabaseWriter
    let tracker: ChangeTracker
    let store: InMemoryEventStore
    let capturing: CaptureConfiguration
    private let seen = Mutex<[TenantID: UInt64]>([:])

    /// An app whose database has been given `schema`.
    init(
        _ schema: String = "",
        isQueue: Bool = false,
        recordsReplaced: Bool = true,
        capturing: CaptureConfiguration = CaptureConfiguration()
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("app.sqlite")
        self.folder = folder
        self.database = isQueue ? try DatabaseQueue(path: path) : try DatabasePool(path: path)
        try self.database.write { db in try db.execute(sql: schema) }
        self.capturing = capturing
        self.tracker = ChangeTracker(
            self.database,
            recordsReplaced: recordsReplaced,
            capturing: capturing
        )
        let key = try LedgerKey.generate(name: "app.example")
        let sealer = Sealer(
            key: key,
            serverName: key.name,
            clock: SystemWallClock(),
            memory: nil
        )
        self.store = InMemoryEventStore(sealer: sealer, clock: SystemWallClock())
    }

    var path: String { self.folder.file("app.sqlite") }

    func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
        try self.database.write { db in try db.execute(sql: sql, arguments: arguments) }
    }

    /// Writes in a transaction, and blocks meanwhile.
    func write(_ body: (Database) throws -> Void) throws {
        try self.database.write { db in try body(db) }
    }

    /// Reads, and blocks meanwhile.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try self.database.read { db in try body(db) }
    }

    func integer(_ sql: String) throws -> Int {
        try self.database.read { db in try Int.fetchOne(db, sql: sql) ?? 0 }
    }

    /// How many rows the outbox has.
    var waiting: Int {
        get throws { try self.integer("SELECT count(*) FROM trail_change") }
    }

    /// Runs `body` with a recorder, and a drainer that does nothing by itself.
    func withDrainer<Value: Sendable>(
        store: (any Ledger)? = nil,
        deadLetters: (any DeadLetterStore)? = nil,
        leakGuard: LeakGuard? = nil,
        _ configure: (inout ChangeDrainConfiguration) -> Void = { _ in },
        veto: @escaping @Sendable (Event.Draft) -> Bool = { _ in false },
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ body: @Sendable (ChangeDrainer) async throws -> Value
    ) async throws -> Value {
        var configuration = ChangeDrainConfiguration()
        configure(&configuration)
        let recorder = EventRecorder(
            store: store ?? self.store,
            // What the triggers themselves leave out is what counts, unless told otherwise.
            leakGuard: leakGuard,
            capturing: self.capturing,
            clock: SystemWallClock(),
            logger: logger,
            deadLetters: deadLetters
        )
        let drainer = ChangeDrainer(
            self.tracker,
            recorder: recorder,
            configuration: configuration,
            logger: logger,
            veto: veto
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            defer { group.cancelAll() }
            return try await body(drainer)
        }
    }

    /// Drains the outbox, and returns what the ledger has got since it was asked last.
    func recorded(
        tenant: TenantID = .default,
        leakGuard: LeakGuard? = nil,
        _ configure: (inout ChangeDrainConfiguration) -> Void = { _ in }
    ) async throws -> [RecordedChange] {
        try await self.withDrainer(leakGuard: leakGuard, configure) { _ = try await $0.drain() }
        return try await self.new(tenant: tenant)
    }

    /// What the ledger has got since it was asked last.
    func new(tenant: TenantID = .default) async throws -> [RecordedChange] {
        let from = self.seen.withLock { $0[tenant] ?? 0 }
        let size = await self.store.head(of: tenant)?.size ?? 0
        self.seen.withLock { $0[tenant] = size }
        var query = EventQuery(tenant: tenant, order: .ledger, limit: 200_000)
        query.scanBudget = .max
        let events = await self.store.page(query).events
        return try events.filter { $0.index >= from }.map { try RecordedChange($0) }
    }
}
