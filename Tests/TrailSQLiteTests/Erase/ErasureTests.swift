import Foundation
import GRDB
import Synchronization
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct ErasureTests {
    @Test func `leaves nothing of the erased in any file`() async throws {
        // Of fewer events the index would have none yet.
        let bench = try ErasureBench(people: 400, seed: 3)
        let store = try await bench.open(events: 6)
        let index = try SQLiteSearchIndex.required(store)
        try await index.catchUp()
        let spool = try bench.spool()
        let gone = Array(bench.people.prefix(12))
        for person in gone { try await bench.leaveTraces(of: person, store, spool) }
        // Before, they are everywhere: in each of the files or in its log.
        let files = try gone.flatMap { try bench.traces(of: $0) }
        for name in ["trail.sqlite", "trail.sqlite.search", "spool"] {
            let traces = files.filter { $0.hasPrefix("\(name):") || $0.hasPrefix("\(name)-wal:") }
            #expect(!traces.isEmpty, "\(name)")
        }
        let eraser = bench.eraser(store, [spool])
        for person in gone {
            let subject = ErasureSubject.actor(id: person.word, type: .user)
            let preview = try await eraser.preview(subject, bench.order())
            #expect(preview.count == 6)
            let erasure = try await eraser.erase(subject, bench.order())
            #expect(erasure.outcome.count == 6)
            #expect(erasure.outcome.kinds == preview.kinds)
            #expect(erasure.outcome.beside == ["dead_letters": 2])
            #expect(erasure.outcome.unreached == [Eraser.mentions] + Eraser.beyondReach)
            #expect(erasure.subject == nil)
        }
        for person in gone { #expect(try bench.traces(of: person) == []) }
        // What is indexed anew has none of it either.
        try await index.catchUp()
        for person in gone { #expect(try bench.traces(of: person) == []) }
        #expect(try await bench.test.findings(store).isEmpty)
        try await self.expectOthers(bench.people.dropFirst(12), store)
        try store.close()
        for person in gone { #expect(try bench.traces(of: person) == []) }
    }

    private func expectOthers(
        _ people: some Sequence<ErasureBench.Person>,
        _ store: SQLiteEventStore
    ) async throws {
        for person in people {
            var query = EventQuery(tenant: .default)
            query.filters = [EventFilter(.actorID, .equals(person.word))]
            #expect(try await store.count(query, limit: 100).count == 6)
        }
        let check = try await store.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        #expect(check == "ok")
    }

    @Test func `overwrites what moved cells leave behind, and nothing else`() async throws {
        let bench = try ErasureBench(people: 300, seed: 9)
        let store = try await bench.open(events: 10)
        let gone = Array(bench.people.prefix(120))
        // Removal alone: neighbours on the same pages are moved about.
        for person in gone {
            var query = EventQuery(tenant: .default)
            query.filters = [EventFilter(.actorID, .equals(person.word))]
            let order = bench.order()
            _ = try await store.remove(
                RemovalRequest(
                    tenant: .default,
                    query: query,
                    extent: .sections(Set(SectionName.allCases)),
                    actor: order.actor,
                    reason: order.reason
                )
            )
        }
        #expect(try await store.overwriteRemains() == [])
        for person in gone { #expect(try bench.traces(of: person, pieces: 1) == []) }
        let check = try await store.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        #expect(check == "ok")
        #expect(try await bench.test.findings(store).isEmpty)
        // Writing goes on with pages as they are now.
        for person in bench.people.dropFirst(120) {
            let events = try (0..<3).map { try ErasureBench.event(of: person, $0) }
            _ = try await store.append(AppendRequest(events))
        }
        for person in gone { #expect(try bench.traces(of: person, pieces: 1) == []) }
        #expect(try await bench.test.findings(store).isEmpty)
    }

    @Test(arguments: FaultyPlace.Step.allCases)
    func `finishes what a crash interrupted, whatever step it was in`(
        step: FaultyPlace.Step
    ) async throws {
        let bench = try ErasureBench(people: 20, seed: 4)
        let store = try await bench.open(events: 4)
        let person = bench.people[7]
        let subject = ErasureSubject.actor(id: person.word, type: nil)
        await #expect(throws: FaultyPlace.Crash.self) {
            _ = try await bench.eraser(store, [FaultyPlace(step)]).erase(subject, bench.order())
        }
        #expect(try await store.erasures().map(\.finishedAt) == [nil])
        try await self.expectFinished(bench, store, person)
    }

    @Test func `finishes what a crash interrupted while sections went`() async throws {
        let bench = try ErasureBench(people: 20, seed: 6)
        try await bench.open(events: 4).close()
        let isArmed = Atomic(true)
        let store = try await bench.test.open {
            if isArmed.load(ordering: .relaxed) { throw FaultyPlace.Crash() }
        }
        let person = bench.people[7]
        let subject = ErasureSubject.actor(id: person.word, type: nil)
        await #expect(throws: FaultyPlace.Crash.self) {
            _ = try await bench.eraser(store).erase(subject, bench.order())
        }
        isArmed.store(false, ordering: .relaxed)
        try await self.expectFinished(bench, store, person)
    }

    private func expectFinished(
        _ bench: ErasureBench,
        _ store: SQLiteEventStore,
        _ person: ErasureBench.Person
    ) async throws {
        try store.close()
        let again = try await bench.test.open()
        let eraser = bench.eraser(again)
        #expect(try await eraser.finishInterrupted() == 1)
        #expect(try await eraser.finishInterrupted() == 0)
        #expect(try bench.traces(of: person) == [])
        let erasure = try #require(try await again.erasures().first)
        #expect(erasure.finishedAt != nil && erasure.subject == nil)
        #expect(try await bench.test.findings(again).isEmpty)
        var query = EventQuery(tenant: .default, kinds: [.system], limit: 10)
        query.filters = [EventFilter(.action, .equals("erasure.completed"))]
        let sealed = try await again.page(query).events
        #expect(sealed.count == 1)
    }

    @Test func `a hold beats an erasure, in letters too`() async throws {
        let bench = try ErasureBench(people: 5, seed: 8)
        let store = try await bench.open(events: 3)
        let spool = try bench.spool()
        let person = bench.people[2]
        try await bench.leaveTraces(of: person, store, spool)
        let hold = LegalHold(
            id: EventID.random(at: TestStore.noon),
            tenant: .default,
            filters: ["user": person.word],
            reason: "case 4",
            createdBy: "counsel",
            createdAt: TestStore.noon
        )
        try await store.add(hold)
        let eraser = bench.eraser(store, [spool])
        let subject = ErasureSubject.actor(id: person.word, type: nil)
        let preview = try await eraser.preview(subject, bench.order())
        #expect(preview.count == 0 && preview.held == 3 && preview.beside == [:])
        await expect(throwing: .held) { _ = try await eraser.erase(subject, bench.order()) }
        #expect(try await store.erasures().isEmpty)
        var order = bench.order()
        order.skipsHeld = true
        let erasure = try await eraser.erase(subject, order)
        #expect(erasure.outcome.count == 0 && erasure.outcome.held == 3)
        #expect(try await store.letters(limit: 9).count == 1)
        _ = try await store.releaseHold(
            hold.id,
            LegalHold.Release(by: "counsel", at: TestStore.noon)
        )
        let last = try await eraser.erase(subject, bench.order())
        #expect(last.outcome.count == 3)
        #expect(last.outcome.unreached.contains { $0.contains("holds") })
    }

    @Test func `says what waits in a spool`() async throws {
        let bench = try ErasureBench(people: 3, seed: 8)
        let store = try await bench.open(events: 1)
        let spool = try bench.spool()
        _ = try await spool.append([try ErasureBench.event(of: bench.people[0], 1)])
        let subject = ErasureSubject.actor(id: bench.people[0].word, type: nil)
        let erasure = try await bench.eraser(store, [spool]).erase(subject, bench.order())
        #expect(erasure.outcome.unreached.contains { $0.contains("spool") })
        #expect(try await spool.size().events == 1)
    }
}
