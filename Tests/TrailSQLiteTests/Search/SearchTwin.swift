import Foundation
import GRDB
import Trail
import TrailSQL
import TrailTesting

@testable import TrailSQLite

/// A store whose events lie in many segments that overlap in time, its search index, and a store
/// that looks at every event.
struct SearchTwin {
    let test: TestStore
    let store: SQLiteEventStore
    let index: SQLiteSearchIndex
    let plain: InMemoryEventStore

    /// Stores that hold the events of `segments` segments.
    init(segments: Int, seed: UInt64 = 31) async throws {
        let test = try TestStore()
        let store = try await test.open()
        self.test = test
        self.store = store
        self.index = try SQLiteSearchIndex.required(store)
        self.plain = InMemoryEventStore(
            sealer: test.sealer(sharingMemory: false),
            clock: test.clock
        )
        var samples = SampleEvents(seed: seed, time: TestStore.noon)
        let other = try TenantID("other")
        for segment in 0..<segments {
            if segment > 0 { try self.begin(segment: Int64(segment)) }
            let count = Int.random(in: 1...60, using: &samples.generator)
            var events = try samples.events(count)
            events += try samples.events(3, tenant: other)
            try await self.append(events + Self.tied(samples.events(20)))
            test.clock.advance(by: .seconds(300))
        }
    }

    /// The twin with more segments.
    static func more(segments: Range<Int>, _ twin: SearchTwin) async throws -> SearchTwin {
        var samples = SampleEvents(seed: 7, time: TestStore.noon)
        for segment in segments {
            try twin.begin(segment: Int64(segment))
            try await twin.append(try samples.events(25))
        }
        return twin
    }

    func append(_ events: [EncodedEvent]) async throws {
        _ = try await self.store.append(AppendRequest(events))
        _ = try await self.plain.append(AppendRequest(events))
    }

    /// Many events of one and the same time, as imports have them.
    private static func tied(_ events: [EncodedEvent]) -> [EncodedEvent] {
        events.map { event in
            EncodedEvent(
                header: EventHeader(
                    id: event.header.id,
                    tenant: event.header.tenant,
                    kind: event.header.kind,
                    occurredAt: TestStore.noon,
                    action: event.header.action,
                    outcome: event.header.outcome
                ),
                sections: event.sections,
                stated: event.stated
            )
        }
    }

    /// Lets the next event be the first of a segment.
    private func begin(segment: Int64) throws {
        try self.test.tamper(
            """
            INSERT INTO event (seq, tenant, idx, id, kind, occurred_at, recorded_at, action,
                outcome, time, problem, salts)
            VALUES (\((segment << SegmentSpan.bits) - 1), 999, \(segment), randomblob(16),
                0, 0, 0, 'a.b', 0, 0, 0, x'')
            """
        )
    }
}

extension SQLiteSearchIndex {
    /// The index of a store that is to have one.
    static func required(_ store: SQLiteEventStore) throws -> SQLiteSearchIndex {
        guard let index = SQLiteSearchIndex(of: store, hasRoom: { true }) else {
            throw TrailError(.notFound, "The store has no search index.")
        }
        return index
    }

    /// Takes steps until there is nothing to do.
    @discardableResult
    func catchUp() async throws -> SearchProgress {
        for _ in 0..<100_000 {
            let progress = try await self.step()
            if progress.isIdle { return progress }
        }
        throw TrailError(.storeUnavailable, "The index is never done.")
    }
}

/// What is in the file of an index, read without the code that answers searches.
struct IndexContents {
    let runs: [Range<Int64>]
    let vocabulary: Set<String>

    init(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        (self.runs, self.vocabulary) = try queue.read { database in
            let runs = try RunTable(database: database).all().map(\.rows)
            let sizes = try Row.fetchAll(database, sql: "SELECT run, tenant, documents FROM part")
            var words: Set<String> = []
            for size in sizes {
                let blocks = try [UInt8].bytes(
                    database,
                    "SELECT bytes FROM block WHERE run = \(size[0] as Int64) "
                        + "AND tenant = \(size[1] as Int64)"
                )
                for block in blocks {
                    block.withUnsafeBytes { bytes in
                        var reader = TermBlockReader(bytes, documents: size[2])
                        while let term = reader.next() {
                            reader.skip()
                            words.insert(String(decoding: term.bytes, as: UTF8.self))
                        }
                    }
                }
            }
            return (runs, words)
        }
    }
}

extension [UInt8] {
    fileprivate static func bytes(_ database: Database, _ sql: String) throws -> [[UInt8]] {
        try Data.fetchAll(database, sql: sql).map { [UInt8]($0) }
    }
}
