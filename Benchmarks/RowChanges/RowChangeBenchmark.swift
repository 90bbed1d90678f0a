import Foundation
import GRDB
import Logging
import Trail
import TrailGRDB
import TrailSQLite

/// What tracking adds to one `UPDATE` of all rows of a table of ten columns, and how fast the
/// changes leave the outbox.
///
/// Arguments: the number of rows (100,000); how often each way is measured (5).
struct RowChangeBenchmark {
    let rows: Int
    let rounds: Int

    private struct Sample {
        let wall: Double
        let processor: Double
    }

    init(arguments: [String]) {
        self.rows = arguments.first.flatMap { Int($0) } ?? 100_000
        self.rounds = arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    }

    func run() async throws {
        let folder = NSTemporaryDirectory() + "trail-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let ways: [(String, TrackedTable.Updates?)] = [
            ("untracked", nil), ("whole rows", .wholeRows), ("changed columns", .changedColumns),
        ]
        var samples: [String: [Sample]] = [:]
        // Each round measures all ways, so that a slow moment of the machine meets them alike.
        for round in 0..<self.rounds {
            for (name, updates) in ways {
                let path = "\(folder)/\(round)-\(name).sqlite"
                let isLast = round == self.rounds - 1
                let sample = try await self.measure(path, updates, isDrained: isLast)
                samples[name, default: []].append(sample)
            }
        }
        self.report(ways.map(\.0), samples)
    }

    private func report(_ names: [String], _ samples: [String: [Sample]]) {
        func median(_ name: String, _ figure: (Sample) -> Double) -> Double {
            let sorted = (samples[name] ?? []).map(figure).sorted()
            return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
        }
        for name in names {
            let (wall, processor) = (median(name, \.wall), median(name, \.processor))
            print(
                ("update, " + name).padding(toLength: 28, withPad: " ", startingAt: 0)
                    + String(
                        format: "%6.0f ms  cpu %6.0f ms   × %.2f   cpu × %.2f",
                        wall * 1e3,
                        processor * 1e3,
                        wall / median(names[0], \.wall),
                        processor / median(names[0], \.processor)
                    )
            )
        }
    }

    /// Measures an update of all rows.
    private func measure(
        _ path: String,
        _ updates: TrackedTable.Updates?,
        isDrained: Bool
    ) async throws -> Sample {
        let pool = try DatabasePool(path: path)
        defer { try? pool.close() }
        try await self.fill(pool)
        let tracker = ChangeTracker(pool)
        if let updates { try tracker.track(table: "player", updates: updates) }
        let meter = Meter()
        try await pool.write { db in try db.execute(sql: "UPDATE player SET score = score + 1") }
        let sample = Sample(wall: meter.seconds, processor: meter.processorSeconds)
        if isDrained, updates != nil { try await self.drain(tracker, path + ".trail") }
        return sample
    }

    private func fill(_ pool: DatabasePool) async throws {
        try await pool.write { [rows] db in
            try db.execute(
                sql: """
                    CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT NOT NULL, team TEXT,
                        score INTEGER, level REAL, email TEXT, city TEXT, note TEXT,
                        created TEXT, updated TEXT);
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))
                    INSERT INTO player SELECT i, 'Player ' || i, 'team ' || (i % 50), i % 1000,
                        i * 0.37, 'player' || i || '@example.com', 'Wien',
                        'some note about this one', '2026-01-01 10:00:00.000',
                        '2026-01-01 10:00:00.000' FROM n;
                    """
            )
        }
        _ = try await pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    }

    /// Moves the changes into a store on disk, and looks at every one of them.
    private func drain(_ tracker: ChangeTracker, _ path: String) async throws {
        let key = try LedgerKey.generate(name: "bench.example")
        let clock = SystemWallClock()
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: path),
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: nil)
        )
        defer { try? store.close() }
        let logger = Logger(label: "bench")
        let recorder = EventRecorder(store: store, clock: clock, logger: logger)
        let drainer = ChangeDrainer(tracker, recorder: recorder, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            let meter = Meter()
            let count = try await drainer.drain()
            meter.report("drain into a durable store", count)
            group.cancelAll()
        }
        let complete = try await self.complete(store)
        let isComplete = complete == self.rows
        let verdict = isComplete ? "all of them" : "NOT ALL OF THEM"
        print("changes with old and new value: \(complete), \(verdict)")
        // Figures of changes that were not all recorded are worth nothing.
        guard isComplete else { exit(1) }
    }

    /// How many events tell the score before and after.
    private func complete(_ store: SQLiteEventStore) async throws -> Int {
        var from: UInt64? = 0
        var count = 0
        while let start = from {
            let page = try await store.entries(
                EntriesRequest(tenant: .default, from: start, upTo: .max, limit: 2_000)
            )
            for entry in page.entries {
                guard let text = entry.event.sections.what?.text else { continue }
                var reader = JSONReader(sealed: text)
                let draft = try Event.Draft(kind: .crud, readingWhat: &reader)
                guard draft.changes.count == 1, draft.changes[0].field == "score",
                    case .integer(let old)? = draft.changes[0].old?.value,
                    draft.changes[0].new?.value == .integer(old + 1)
                else { continue }
                count += 1
            }
            from = page.next
        }
        return count
    }
}
