import Foundation
import Trail
import TrailSQLite

/// Figures about a SQLite store that already holds many events: before its segments are summed up,
/// the summing up itself, and the dashboard afterwards.
///
/// Argument: the path of the store's file, which is migrated if need be.
struct FiguresBenchmark {
    let path: String

    init(arguments: [String]) {
        self.path = arguments.first ?? ""
    }

    func run() async throws {
        guard FileManager.default.fileExists(atPath: self.path) else {
            return print("Name the file of a store, as `Benchmarks store` makes and keeps it.")
        }
        let opening = Meter()
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: self.path),
            sealer: nil
        )
        opening.report("open and migrate", 1)
        defer { try? store.close() }
        let newest = try await store.page(EventQuery(tenant: .default, limit: 1)).events.first
        guard let last = newest?.time else { return }
        try await self.measure("dashboard, not summed up", store, last, hours: 24, rounds: 3)
        try await self.sumUp(store)
        try await self.measure("dashboard, first", store, last, hours: 24, rounds: 1)
        for hours in [1, 24, 48] {
            try await self.measure("dashboard, \(hours) h", store, last, hours: hours, rounds: 40)
        }
        try await self.measureRest(store, last)
        let checking = Meter()
        let findings = try await store.checkFigures(of: .default)
        let size = Int(try await store.head(of: .default)?.size ?? 0)
        checking.report(findings.isEmpty ? "check of figures" : "check: NOT INTACT", size)
    }

    private func sumUp(_ store: SQLiteEventStore) async throws {
        var count = 0
        let meter = Meter()
        while try await store.summariseNext() { count += 1 }
        if count > 0 { meter.report("summing up, events", count * 32_768) }
    }

    /// The dashboard over windows whose edges lie anywhere.
    private func measure(
        _ name: String,
        _ store: SQLiteEventStore,
        _ last: Timestamp,
        hours: Int,
        rounds: Int
    ) async throws {
        var waits: [Double] = []
        var events: Int64 = 0
        let meter = Meter()
        for round in 0..<rounds {
            var query = EventQuery(tenant: .default)
            query.from = last.advanced(by: .seconds(-3_600 * hours - 97 * round))
            let request = FiguresRequest(
                query,
                interval: .hour,
                lists: [.users, .urls, .pages, .addresses, .failures]
            )
            let begin = ContinuousClock.now
            events = try await store.figures(request).counts.total
            waits.append((ContinuousClock.now - begin) / .milliseconds(1))
        }
        meter.report("\(name) (\(events) events)", rounds, waits)
    }

    private func measureRest(_ store: SQLiteEventStore, _ last: Timestamp) async throws {
        func measure(_ name: String, _ body: (Int) async throws -> Void) async throws {
            var waits: [Double] = []
            let meter = Meter()
            for round in 0..<20 {
                let begin = ContinuousClock.now
                try await body(round)
                waits.append((ContinuousClock.now - begin) / .milliseconds(1))
            }
            meter.report(name, waits.count, waits)
        }
        func query(_ round: Int) -> EventQuery {
            var query = EventQuery(tenant: .default)
            query.from = last.advanced(by: .seconds(-86_400 - 97 * round))
            return query
        }
        try await measure("counts and series alone, 24 h") { round in
            _ = try await store.figures(FiguresRequest(query(round), interval: .hour))
        }
        try await measure("error rates, 24 h") { round in
            _ = try await store.figures(
                FiguresRequest(query(round), lists: [.endpoints], limit: 50)
            )
        }
        try await measure("own events, 24 h") { round in
            var query = query(round)
            query.filters = [
                EventFilter(.actorID, .equals(String(round * 997))),
                EventFilter(.actorIsVerified, .flag(true)),
            ]
            _ = try await store.figures(FiguresRequest(query, interval: .hour, lists: [.urls]))
        }
        try await measure("suspects, 24 h") { round in
            _ = try await store.suspects(SuspectsRequest(query(round)))
        }
    }
}
