import Foundation
import Trail
import TrailSQLite

/// Indexing a SQLite store for text search, searching it, and what indexing costs those who record.
///
/// Arguments: the path of a store that `store` has made, with its key; the phases to run (index,
/// page, count, record; all).
struct SearchBenchmark {
    let path: String
    let phases: Set<String>

    init(arguments: [String]) {
        self.path = arguments.first ?? "trail-bench.sqlite"
        self.phases = Set(arguments.dropFirst())
    }

    func run() async throws {
        let key = try LedgerKey.loadOrCreate(at: self.path + ".key", name: "bench.example")
        let sealer = Sealer(
            key: key,
            serverName: "bench.example",
            clock: SystemWallClock(),
            memory: nil
        )
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: self.path),
            sealer: sealer
        )
        defer { try? store.close() }
        guard let index = SQLiteSearchIndex(of: store) else { return }
        if self.does("index") { try await self.build(index) }
        let found = try await self.samples(store)
        if self.does("page") { try await self.page(store, found) }
        if self.does("count") { try await self.count(store, found) }
        if self.does("record") { try await self.record(store, index) }
    }

    private func does(_ phase: String) -> Bool {
        self.phases.isEmpty || self.phases.contains(phase)
    }

    private func build(_ index: SQLiteSearchIndex) async throws {
        var waits: [Double] = []
        let behind = try await index.step().eventsBehind
        let meter = Meter()
        while true {
            let begin = ContinuousClock.now
            let progress = try await index.step()
            waits.append((ContinuousClock.now - begin) / .milliseconds(1))
            if progress.isIdle { break }
        }
        meter.report("index, step by step without a rest", behind, waits)
        let bytes = try FileManager.default.attributesOfItem(atPath: index.path)[.size] as? Int64
        print("index: \((bytes ?? 0) / 1_000_000) MB, \(Meter.residentMegabytes) MB resident")
    }

    /// Words that are in the store, of one event each: ids and order numbers.
    private func samples(_ store: SQLiteEventStore) async throws -> [(id: String, order: String)] {
        let size = try await store.head(of: .default)?.size ?? 0
        var samples: [(String, String)] = []
        while samples.count < 300 {
            let from = UInt64.random(in: 0..<max(size, 1))
            let entries = try await store.entries(
                EntriesRequest(tenant: .default, from: from, upTo: size, limit: 20)
            ).entries
            for event in entries.map(\.event) {
                let (place, what) = (event.sections.where?.text, event.sections.what?.text)
                guard let id = Self.value("\"request_id\":\"", in: place),
                    let url = Self.value("\"url\":\"/orders/", in: what)
                else { continue }
                samples.append((id, url))
                break
            }
        }
        return samples
    }

    private static func value(_ key: String, in text: [UInt8]?) -> String? {
        let parts = String(decoding: text ?? [], as: UTF8.self).components(separatedBy: key)
        return parts.count == 2 ? parts[1].components(separatedBy: "\"").first : nil
    }

    private typealias Question = (name: String, ask: (Int) throws -> EventQuery)

    private func questions(_ found: [(id: String, order: String)]) -> [Question] {
        func search(_ text: String) throws -> EventQuery {
            var query = EventQuery(tenant: .default)
            query.search = try SearchTerms(text)
            return query
        }
        return [
            ("absent word", { try search("absent\($0)") }),
            ("word of one event", { try search(found[$0].id) }),
            ("word of a few events", { try search(found[$0].order) }),
            ("common word", { _ in try search("firefox") }),
            ("two common words", { _ in try search("linux body") }),
            ("common and rare word", { try search("linux \(found[$0].order)") }),
            ("phrase /orders/N", { try search("/orders/\(found[$0].order)") }),
            ("common phrase", { _ in try search("\"some body\"") }),
            ("phrase that is nowhere", { _ in try search("\"body some\"") }),
            ("beginning of a rare word", { try search(String(found[$0].id.prefix(9)) + "*") }),
            ("beginning of some words", { try search(String(found[$0].order.prefix(4)) + "*") }),
            ("beginning of many words", { try search("\($0 % 10)*") }),
        ] + self.orderedQuestions(found)
    }

    private func orderedQuestions(_ found: [(id: String, order: String)]) -> [Question] {
        func search(
            _ text: String,
            kinds: Set<Event.Kind> = [],
            order: EventQuery.Order = .newestFirst
        ) throws -> EventQuery {
            var query = EventQuery(tenant: .default, kinds: kinds, order: order)
            query.search = try SearchTerms(text)
            return query
        }
        return [
            ("word, of one kind", { _ in try search("linux", kinds: [.login]) }),
            ("rare word, oldest first", { try search(found[$0].order, order: .oldestFirst) }),
            ("rare word, ledger order", { try search(found[$0].order, order: .ledger) }),
            (
                "filter url, no search",
                {
                    EventQuery(
                        tenant: .default,
                        filters: [.init(.url, .equals("/orders/\(found[$0].order)"))]
                    )
                }
            ),
        ]
    }

    private func page(
        _ store: SQLiteEventStore,
        _ found: [(id: String, order: String)]
    ) async throws {
        for question in self.questions(found) {
            var waits: [Double] = []
            var events = 0
            var short = 0
            let meter = Meter()
            for number in found.indices {
                let query = try question.ask(number)
                let begin = ContinuousClock.now
                let page = try await store.page(query)
                waits.append((ContinuousClock.now - begin) / .milliseconds(1))
                events += page.events.count
                if page.events.count < query.limit, page.next != nil { short += 1 }
            }
            let figures = "\(events / found.count), \(short) short"
            meter.report("\(question.name) (\(figures))", found.count, waits)
        }
    }

    private func count(
        _ store: SQLiteEventStore,
        _ found: [(id: String, order: String)]
    ) async throws {
        for question in self.questions(found) {
            var waits: [Double] = []
            var estimates = 0
            let meter = Meter()
            for number in found.indices.prefix(100) {
                let query = try question.ask(number)
                let begin = ContinuousClock.now
                let count = try await store.count(query, limit: 10_000)
                waits.append((ContinuousClock.now - begin) / .milliseconds(1))
                if count.isEstimate { estimates += 1 }
            }
            meter.report("count: \(question.name) (\(estimates) est.)", waits.count, waits)
        }
    }

    /// Appends with and without somebody who keeps the index up.
    private func record(_ store: SQLiteEventStore, _ index: SQLiteSearchIndex) async throws {
        var source = RealisticEvents(seed: 98, from: .now())
        for round in 0..<3 {
            for isIndexed in [false, true] {
                let events = try source.events(100_000)
                try await withThrowingTaskGroup { group in
                    if isIndexed {
                        group.addTask {
                            while !Task.isCancelled {
                                let begin = ContinuousClock.now
                                let progress = try await index.step()
                                let spent = ContinuousClock.now - begin
                                try? await Task.sleep(
                                    for: progress.isIdle ? .milliseconds(500) : spent
                                )
                            }
                        }
                    }
                    try await self.append(
                        events,
                        store,
                        "\(isIndexed ? "with" : "no") indexing \(round)"
                    )
                    group.cancelAll()
                }
            }
        }
    }

    private func append(
        _ events: [EncodedEvent],
        _ store: SQLiteEventStore,
        _ name: String
    ) async throws {
        var waits: [Double] = []
        let meter = Meter()
        for start in stride(from: 0, to: events.count, by: 1_000) {
            let request = AppendRequest(Array(events[start..<start + 1_000]))
            let begin = ContinuousClock.now
            _ = try await store.append(request)
            waits.append((ContinuousClock.now - begin) / .milliseconds(1))
        }
        meter.report("append, 1,000 a batch, \(name)", events.count, waits)
    }
}
