import Foundation
import Synchronization
import Testing
import Trail
import TrailSQLite

@testable import TrailCommand

@Suite struct LetterRetryTests {
    /// A ledger that refuses batches with some of its events, and knows tenants that are away.
    private final class Reluctant: LedgerWriter {
        let refused: Set<EventID>
        let away: TenantID
        let requests = Mutex<[Int]>([])

        init(_ refused: Set<EventID>, away: TenantID) {
            self.refused = refused
            self.away = away
        }

        func append(_ request: AppendRequest) async throws -> AppendResult {
            self.requests.withLock { $0.append(request.events.count) }
            if request.events.contains(where: { $0.header.tenant == self.away }) {
                throw TrailError(.storeUnavailable, "the disk is away")
            }
            if request.events.contains(where: { self.refused.contains($0.header.id) }) {
                throw TrailError(.unstorable, "one is too odd")
            }
            return AppendResult(
                outcomes: request.events.map { .sealed(.accepted($0.header.id)) },
                batches: []
            )
        }
    }

    @Test func `one that is refused, or a ledger that is away, stops no other`() async throws {
        let installation = try Installation()
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: installation.file("trail.sqlite").path),
            sealer: nil
        )
        let away = try TenantID("away")
        let events = try (0..<6).map { number in
            let event = try Event(
                Event.Draft(.page(PageDetail(path: "/\(number)"))),
                tenant: number < 2 ? away : .default,
                now: .now()
            )
            return EncodedEvent(event, stated: [])
        }
        for event in events {
            try await store.add(
                DeadLetter(event: event, reason: .unstorable, message: "no", time: .now())
            )
        }
        let ledger = Reluctant([events[3].header.id], away: away)
        var retry = LetterRetry(store, ledger)
        let letters = try await store.letters(after: 0, limit: 9)
        let outcomes = try await retry.run(letters)
        let kept = outcomes.map { outcome in
            if case .kept(let sentence) = outcome { sentence } else { "" }
        }
        let isAway = "the disk is away"
        #expect(kept == [isAway, isAway, "", "one is too odd", "", ""])
        // Those of the one that is away in one request, and not again; the others one by one.
        #expect(ledger.requests.withLock { $0 } == [2, 4, 1, 1, 1, 1])
        let left = try await store.letters(after: 0, limit: 9)
        #expect(left.map(\.letter.event) == [events[0], events[1], events[3]])
        _ = try await retry.run([left[0]])
        #expect(ledger.requests.withLock { $0.count } == 6)
        #expect(retry.overtaken.isEmpty)
    }

    @Test func `tells of a letter that was taken away while its event was sealed`() async throws {
        let installation = try Installation()
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: installation.file("trail.sqlite").path),
            sealer: nil
        )
        let event = EncodedEvent(
            try Event(Event.Draft(.page(PageDetail(path: "/"))), tenant: .default, now: .now()),
            stated: []
        )
        try await store.add(
            DeadLetter(event: event, reason: .unstorable, message: "no", time: .now())
        )
        let letters = try await store.letters(after: 0, limit: 1)
        #expect(try await store.removeLetter(letters[0]))
        var retry = LetterRetry(store, Reluctant([], away: try TenantID("away")))
        _ = try await retry.run(letters)
        #expect(retry.overtaken == [event.header.id])
    }
}
