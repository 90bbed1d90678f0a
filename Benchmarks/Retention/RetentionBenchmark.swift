import Foundation
import Logging
import MerkleLog
import Trail
import TrailSQLite

/// Retention of a tenth of a SQLite store, while events are recorded at 5,000 a second.
///
/// Arguments: the number of events it holds (1,000,000), of 100 days, of which the oldest tenth
/// goes; the path of its file, which is kept if it is given; `nosearch` for a store without a
/// search index.
struct RetentionBenchmark {
    private let held: Int
    private let path: String
    private let isKept: Bool
    private let hasSearch: Bool
    private let clock = HistoryClock()

    private static let days = 100
    private static let rate = 5_000

    init(arguments: [String]) {
        self.held = arguments.first.flatMap { Int($0) } ?? 1_000_000
        self.isKept = arguments.count > 1
        self.hasSearch = !arguments.dropFirst(2).contains("nosearch")
        self.path =
            arguments.count > 1
            ? arguments[1] : NSTemporaryDirectory() + "trail-retention-\(getpid()).sqlite"
    }

    func run() async throws {
        let key = try LedgerKey.loadOrCreate(at: self.path + ".key", name: "bench.example")
        let sealer = Sealer(
            key: key,
            serverName: "bench.example",
            clock: self.clock,
            memory: nil
        )
        var configuration = SQLiteConfiguration(path: self.path)
        configuration.search.isEnabled = self.hasSearch
        let store = try await SQLiteEventStore.open(
            configuration,
            sealer: sealer,
            clock: self.clock
        )
        defer {
            try? store.close()
            if !self.isKept { self.removeFiles() }
        }
        try await self.load(store)
        let index = self.hasSearch ? SQLiteSearchIndex(of: store) : nil
        if let index { try await self.build(index) }
        self.showSize("before")
        let removed = try await self.measure(store, index)
        self.showSize("after")
        try await self.refill(store, removed)
        self.showSize("after as many new events")
        try await self.verify(store, key)
    }

    private func load(_ store: SQLiteEventStore) async throws {
        var size = Int(try await store.head(of: .default)?.size ?? 0)
        let start = size
        let span = Duration.seconds(86_400 * Self.days)
        let step = span / self.held
        var source = RealisticEvents(
            seed: UInt64(size),
            from: Timestamp.now().advanced(by: step * (size - self.held)),
            step: step
        )
        let meter = Meter()
        // A batch is recorded at one time, so a day of the history has at least one.
        let most = min(5_000, max(self.held / Self.days, 1))
        while size < self.held {
            let batch = try source.events(min(most, self.held - size))
            self.clock.set(to: source.time)
            _ = try await store.append(AppendRequest(batch))
            size += batch.count
        }
        self.clock.set(to: nil)
        meter.report("load, with encoding", size - start)
    }

    private func build(_ index: SQLiteSearchIndex) async throws {
        let behind = try await index.step().eventsBehind
        let meter = Meter()
        while try await !index.step().isIdle {}
        meter.report("index for search", behind)
    }

    /// Removes while events are recorded and indexed, and says how long those took.
    private func measure(_ store: SQLiteEventStore, _ index: SQLiteSearchIndex?) async throws -> Int
    {
        let silence = Logger(label: "trail.bench") { _ in SwiftLogNoOpLogHandler() }
        let recorder = EventRecorder(store: store, clock: self.clock, logger: silence)
        let recording = PacedRecording(recorder, rate: Self.rate)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            if let index {
                let indexer = SearchIndexer(index, logger: silence)
                group.addTask { try await indexer.run() }
            }
            group.addTask { try await recording.run(seed: 77) }
            try await Task.sleep(for: .seconds(2))
            _ = recording.takeWaits()
            let alone = Meter()
            try await Task.sleep(for: .seconds(10))
            let before = recording.takeWaits()
            alone.report("recording durably, alone", before.count, before)
            let removal = Meter()
            let removed = try await self.remove(store, silence)
            let during = recording.takeWaits()
            removal.report("recording durably, during retention", during.count, during)
            removal.report("retention: \(removed) of \(self.held)", removed)
            group.cancelAll()
            // What was under way ends with the recorder; figures are taken already.
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError),
                    (error as? TrailError)?.code != .closed
                {
                    print("stopped with: \(error)")
                }
            }
            return removed
        }
    }

    private func remove(_ store: SQLiteEventStore, _ logger: Logger) async throws -> Int {
        var configuration = RetentionConfiguration()
        configuration.defaultDays = Self.days * 9 / 10
        let runner = RetentionRunner(
            ledger: store,
            policies: store,
            configuration: configuration,
            clock: self.clock,
            logger: logger
        )
        return try await runner.run(.daily, tenant: .default).count
    }

    private func refill(_ store: SQLiteEventStore, _ count: Int) async throws {
        var source = RealisticEvents(seed: 78, from: .now(), step: .zero)
        let meter = Meter()
        var rest = count
        while rest > 0 {
            let batch = try source.events(min(5_000, rest))
            _ = try await store.append(AppendRequest(batch))
            rest -= batch.count
        }
        meter.report("as many new events, with encoding", count)
    }

    private func verify(_ store: SQLiteEventStore, _ key: LedgerKey) async throws {
        let verifier = LedgerVerifier(
            ledger: store,
            serverName: key.name,
            keys: [key.verifier],
            memory: nil
        )
        let meter = Meter()
        let report = try await verifier.verify(.default)
        let verdict = report.isIntact ? "intact" : "NOT INTACT"
        meter.report("verify: \(verdict), \(report.prunedRows) pruned", Int(report.size))
    }

    private func showSize(_ moment: String) {
        let sizes = ["", "-wal", ".search"].map { ending -> String in
            let path = self.path + ending
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return "\(ending.isEmpty ? "store" : ending) \((size ?? 0) / 1_000_000) MB"
        }
        print("\(moment): " + sizes.joined(separator: ", "))
    }

    private func removeFiles() {
        for ending in [
            "", "-wal", "-shm", ".lock", ".key", ".search", ".search-wal", ".search-shm",
        ] {
            try? FileManager.default.removeItem(atPath: self.path + ending)
        }
    }
}
