import Foundation
import GRDB
import Logging
import ServiceLifecycle
import Synchronization
import Testing
import Trail
import TrailGRDB

@Suite struct ChangeDrainerTests {
    static let schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, x)"

    private func app(isQueue: Bool = false) throws -> TrackedApp {
        let app = try TrackedApp(Self.schema, isQueue: isQueue)
        try app.tracker.track(table: "t")
        return app
    }

    private static func insert(_ app: TrackedApp, _ numbers: Range<Int>) throws {
        try app.write { db in
            for number in numbers {
                try db.execute(sql: "INSERT INTO t VALUES (?, 'x')", arguments: [number])
            }
        }
    }

    @Test func `moves each change once, in order`() async throws {
        let app = try self.app()
        try Self.insert(app, 0..<250)
        let count = try await app.withDrainer({ $0.batch = 100 }) { try await $0.drain() }
        #expect(count == 250)
        #expect(
            try await app.new().compactMap { $0.targets.first?.id } == (0..<250).map(String.init)
        )
        #expect(try await app.withDrainer { try await $0.drain() } == 0)
        #expect(try await app.new().isEmpty)
    }

    @Test func `repeats nothing when changes are still in the outbox after they were recorded`()
        async throws
    {
        let app = try self.app()
        try CaptureScope.$current.withValue(AttributionTests.ann) {
            try app.tracker.write { try $0.execute(sql: "INSERT INTO t VALUES (1, 'a'), (2, 'b')") }
        }
        try Self.insert(app, 10..<20)
        try app.execute("CREATE TABLE kept AS SELECT * FROM trail_change")
        let first = try await app.recorded()
        #expect(first.count == 12)
        // As after a crash before the deletion; the rest of the same outbox has grown meanwhile.
        try app.execute("INSERT INTO trail_change SELECT * FROM kept")
        try Self.insert(app, 20..<22)
        #expect(
            try await app.recorded { $0.batch = 5 }.map { $0.targets.first?.id } == ["20", "21"]
        )
        #expect(try app.waiting == 0)
    }

    @Test func `gives two databases different ids`() async throws {
        var ids: Set<EventID> = []
        for _ in 0..<3 {
            let app = try self.app()
            try Self.insert(app, 0..<50)
            try app.execute("UPDATE trail_change SET at = 2460000.5")
            ids.formUnion(try await app.recorded().map(\.id))
        }
        #expect(ids.count == 150)
    }

    @Test func `keeps a change from being recorded by a veto`() async throws {
        let app = try self.app()
        try Self.insert(app, 0..<10)
        try await app.withDrainer(veto: { draft in
            draft.targets.first?.id.flatMap(Int.init).map { $0 % 2 == 1 } ?? false
        }) { _ = try await $0.drain() }
        #expect(
            try await app.new().compactMap { $0.targets.first?.id } == ["0", "2", "4", "6", "8"]
        )
        #expect(try app.waiting == 0)
    }

    @Test func `leaves changes where they are while the store is away`() async throws {
        let app = try self.app()
        try Self.insert(app, 0..<10)
        let ledger = FaultyLedger(
            app.store,
            before: { _ in
                throw TrailError(.storeUnavailable, "away")
            }
        )
        await #expect(throws: TrailError.self) {
            try await app.withDrainer(store: ledger) { _ = try await $0.drain() }
        }
        #expect(try app.waiting == 10)
        #expect(try await app.recorded().count == 10)
    }

    @Test func `puts aside what the store refuses, and goes on`() async throws {
        let app = try self.app()
        try app.execute("INSERT INTO t VALUES (1, 'fine'), (2, 'refused'), (3, 'fine')")
        let ledger = FaultyLedger(
            app.store,
            before: { request in
                let isRefused = request.events.contains {
                    String(decoding: $0.sections.what?.text ?? [], as: UTF8.self).contains(
                        "refused"
                    )
                }
                if isRefused { throw TrailError(.unstorable, "no") }
            }
        )
        try await app.withDrainer(store: ledger) { _ = try await $0.drain() }
        #expect(try await app.new().compactMap { $0.targets.first?.id } == ["1", "3"])
        #expect(try app.waiting == 0)
        let (reason, event): (String, String) = try app.read { db in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT * FROM trail_refused"))
            return (row["reason"], row["event"])
        }
        #expect(reason.contains("unstorable"))
        let draft = try Event.Draft(parsing: Array(event.utf8))
        #expect(draft.targets.first?.id == "2")
    }

    @Test func `records a change whose scope is out of bounds without it`() async throws {
        let app = try self.app()
        let name = String(repeating: "n", count: 2_000)
        let scope = CaptureScope(actor: Event.Actor(type: .user, id: "1", name: name))
        try CaptureScope.$current.withValue(scope) {
            try app.tracker.write { try $0.execute(sql: "INSERT INTO t VALUES (1, 'a')") }
        }
        let event = try #require(try await app.recorded().first)
        #expect(event.actor == nil)
        #expect(event.metadata == ["scope_omitted": true, "values_omitted": true])
    }

    @Test func `puts aside rows that mean nothing, and goes on`() async throws {
        let app = try self.app()
        try app.execute("INSERT INTO trail_change (kind, v0) VALUES (8001, 1), (0, 1), (6, NULL)")
        try Self.insert(app, 0..<2)
        #expect(try await app.recorded().count == 2)
        #expect(try app.integer("SELECT count(*) FROM trail_refused") == 3)
        #expect(try app.waiting == 0)
    }

    @Test func `keeps the values of changes whose meaning is lost`() async throws {
        let app = try self.app()
        try app.execute("INSERT INTO t VALUES (7, 'kept')")
        try app.execute("DELETE FROM trail_layout")
        #expect(try await app.recorded().isEmpty)
        let event = try app.read { db in
            try String.fetchOne(db, sql: "SELECT event FROM trail_refused")
        }
        #expect(event?.contains("\"7\",\"'kept'\"") == true, "\(event ?? "")")
        #expect(try app.waiting == 0)
    }

    @Test func `drains a database without anything tracked`() async throws {
        let app = try TrackedApp(Self.schema)
        #expect(try await app.withDrainer { try await $0.drain() } == 0)
    }

    // MARK: - As a service

    /// Runs the drainer as a service while `body` runs, and returns when it has ended.
    private func running(
        _ app: TrackedApp,
        store: (any Ledger)? = nil,
        _ configure: @escaping (inout ChangeDrainConfiguration) -> Void,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await app.withDrainer(store: store, configure) { drainer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await drainer.run() }
                try await body()
                group.cancelAll()
            }
        }
    }

    private func eventually(_ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while try await !condition() {
            guard ContinuousClock.now < end else {
                Issue.record("it never came true")
                return
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    @Test(arguments: [true, false])
    func `is woken by a commit of its own process`(_ isQueue: Bool) async throws {
        let app = try self.app(isQueue: isQueue)
        try await self.running(app, { $0.interval = .seconds(1_000) }) {
            for turn in 0..<5 {
                try Self.insert(app, turn * 10..<turn * 10 + 10)
                try await self.eventually {
                    await app.store.head(of: .default)?.size == UInt64(turn * 10 + 10)
                }
            }
            try await self.eventually { try app.waiting == 0 }
        }
    }

    @Test func `notices what another process commits`() async throws {
        let app = try self.app()
        let other = try DatabaseQueue(path: app.path)
        try await self.running(app, { $0.interval = .milliseconds(20) }) {
            // Whoever writes needs to know nothing of Trail.
            try await other.write { try $0.execute(sql: "INSERT INTO t VALUES (1, 'a')") }
            try await self.eventually { await app.store.head(of: .default)?.size == 1 }
            try await self.eventually { try app.waiting == 0 }
        }
    }

    @Test func `goes on when the store is back`() async throws {
        let app = try self.app()
        let ledger = FaultyLedger(
            app.store,
            before: { _ in
                throw TrailError(.storeUnavailable, "away")
            }
        )
        try await self.running(
            app,
            store: ledger,
            { $0.retry = Backoff(first: .milliseconds(1), last: .milliseconds(5)) }
        ) {
            try Self.insert(app, 0..<10)
            try await Task.sleep(for: .milliseconds(30))
            #expect(try app.waiting == 10)
            ledger.recover()
            try await self.eventually { await app.store.head(of: .default)?.size == 10 }
        }
    }

    @Test func `moves what is left when it is shut down`() async throws {
        let app = try self.app()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let recorder = EventRecorder(store: app.store, clock: SystemWallClock(), logger: logger)
        var configuration = ChangeDrainConfiguration()
        configuration.interval = .seconds(1_000)
        let drainer = ChangeDrainer(
            app.tracker,
            recorder: recorder,
            configuration: configuration,
            logger: logger
        )
        let services = ServiceGroup(services: [recorder, drainer], logger: logger)
        let other = try DatabaseQueue(path: app.path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            try Self.insert(app, 0..<3)
            try await self.eventually { try app.waiting == 0 }
            // Of this one the drainer does not hear.
            try await other.write { try $0.execute(sql: "INSERT INTO t VALUES (9, 'a')") }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
        #expect(try await app.new().compactMap { $0.targets.first?.id } == ["0", "1", "2", "9"])
        #expect(try app.waiting == 0)
    }

    @Test func `rests while nothing is written`() async throws {
        let app = try self.app(isQueue: true)
        let commits = Mutex(0)
        let watch = CommitCounter { commits.withLock { $0 += 1 } }
        app.database.add(transactionObserver: watch, extent: .databaseLifetime)
        try await self.running(app, { $0.interval = .seconds(1_000) }) {
            try Self.insert(app, 0..<3)
            try await self.eventually { try app.waiting == 0 }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(commits.withLock { $0 } < 10)
    }
}

private final class CommitCounter: TransactionObserver {
    let count: @Sendable () -> Void
    init(_ count: @escaping @Sendable () -> Void) { self.count = count }
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { self.count() }
    func databaseDidRollback(_ db: Database) {}
}
