import Foundation
import MerkleLog
import Trail
import TrailSQLite

/// Appending to, reading from and verifying a SQLite store that already holds many events.
///
/// Arguments: the number of events it holds (1,000,000); the path of its file, which is kept if it
/// is given and used again; the phases to run (floor, append, page, entries, verify; all).
struct StoreBenchmark {
    let held: Int
    let path: String
    let isKept: Bool
    let phases: Set<String>

    init(arguments: [String]) {
        self.held = arguments.first.flatMap { Int($0) } ?? 1_000_000
        self.isKept = arguments.count > 1
        self.phases = Set(arguments.dropFirst(2))
        self.path =
            arguments.count > 1
            ? arguments[1] : NSTemporaryDirectory() + "trail-bench-\(getpid()).sqlite"
    }

    func run() async throws {
        let key = try LedgerKey.loadOrCreate(at: self.path + ".key", name: "bench.example")
        let sealer = Sealer(
            key: key,
            serverName: "bench.example",
            clock: SystemWallClock(),
            memory: nil
        )
        let meter = Meter()
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: self.path),
            sealer: sealer
        )
        meter.report("open (\(Meter.residentMegabytes) MB resident)", 1)
        defer {
            try? store.close()
            if !self.isKept { self.removeFiles(of: self.path) }
        }
        try await self.load(store)
        if self.does("floor") { try self.measureFloor() }
        if self.does("append") { try await self.append(store) }
        if self.does("page") { try await self.query(store) }
        if self.does("entries") { try await self.readAll(store) }
        if self.does("verify") { try await self.verify(store, key) }
    }

    private func does(_ phase: String) -> Bool {
        self.phases.isEmpty || self.phases.contains(phase)
    }

    private func verify(_ store: SQLiteEventStore, _ key: LedgerKey) async throws {
        let verifier = LedgerVerifier(
            ledger: store,
            serverName: key.name,
            keys: [key.verifier],
            memory: nil
        )
        let size = try await store.head(of: .default)?.size ?? 0
        let meter = Meter()
        let report = try await verifier.verify(.default)
        meter.report(report.isIntact ? "verify" : "verify: NOT INTACT", Int(size))
    }

    private func removeFiles(of path: String) {
        for suffix in ["", "-wal", "-shm", ".lock", ".key"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    /// What the same inserts take without Trail, on a copy of the store.
    private func measureFloor() throws {
        let copy = self.path + ".bare"
        self.removeFiles(of: copy)
        defer { self.removeFiles(of: copy) }
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: self.path + suffix, toPath: copy + suffix)
        }
        BareInserts(path: copy).run()
    }

    private func load(_ store: SQLiteEventStore) async throws {
        var size = Int(try await store.head(of: .default)?.size ?? 0)
        let span = Int64(self.held) * 15_000
        var source = RealisticEvents(
            seed: UInt64(size),
            from: Timestamp(microseconds: Timestamp.now().microseconds - span)
        )
        let meter = Meter()
        let start = size
        while size < self.held {
            let batch = try source.events(min(5_000, self.held - size))
            _ = try await store.append(AppendRequest(batch))
            size += batch.count
        }
        meter.report("load, with encoding", size - start)
    }

    private func append(_ store: SQLiteEventStore) async throws {
        var source = RealisticEvents(seed: 99, from: .now())
        for (batch, count) in [(1, 1_000), (64, 20_000), (1_000, 100_000), (10_000, 200_000)] {
            let events = try source.events(count)
            var waits: [Double] = []
            let meter = Meter()
            for start in stride(from: 0, to: count, by: batch) {
                let request = AppendRequest(Array(events[start..<min(start + batch, count)]))
                let begin = ContinuousClock.now
                _ = try await store.append(request)
                waits.append((ContinuousClock.now - begin) / .milliseconds(1))
            }
            meter.report("append, \(batch) a batch", count, waits)
        }
    }

    private func query(_ store: SQLiteEventStore) async throws {
        for question in PageQuestion.all(held: self.held) {
            var waits: [Double] = []
            let meter = Meter()
            var found = 0
            for _ in 0..<300 {
                let query = question.query()
                let begin = ContinuousClock.now
                found += try await store.page(query).events.count
                waits.append((ContinuousClock.now - begin) / .milliseconds(1))
            }
            meter.report("page: \(question.name) (\(found / 300))", 300, waits)
        }
        var waits: [Double] = []
        let meter = Meter()
        for _ in 0..<100 {
            let begin = ContinuousClock.now
            _ = try await store.count(EventQuery(tenant: .default, kinds: [.login]), limit: 10_000)
            waits.append((ContinuousClock.now - begin) / .milliseconds(1))
        }
        meter.report("count: logins", 100, waits)
    }

    private func readAll(_ store: SQLiteEventStore) async throws {
        var from: UInt64? = 0
        var count = 0
        let meter = Meter()
        while let start = from, count < 2_000_000 {
            let page = try await store.entries(
                EntriesRequest(tenant: .default, from: start, upTo: .max, limit: 2_000)
            )
            count += page.entries.count
            from = page.next
        }
        meter.report("entries", count)
    }
}
