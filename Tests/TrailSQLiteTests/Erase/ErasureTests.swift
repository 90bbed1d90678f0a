import Foundation
import GRDB
import Logging
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
        let place = FaultyPlace(step)
        await #expect(throws: FaultyPlace.Crash.self) {
            _ = try await bench.eraser(store, [place]).erase(subject, bench.order())
        }
        #expect(try await store.erasures().map(\.finishedAt) == [nil])
        place.mend()
        try await self.expectFinished(bench, store, person, place)
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

    @Test func `seals its end once, when a crash comes just after that`() async throws {
        let bench = try ErasureBench(people: 20, seed: 6)
        let store = try await bench.open(events: 4)
        let person = bench.people[7]
        let eraser = Eraser(
            ledger: store,
            state: ForgetfulState(store: store),
            clock: bench.test.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let subject = ErasureSubject.actor(id: person.word, type: nil)
        await #expect(throws: FaultyPlace.Crash.self) {
            _ = try await eraser.erase(subject, bench.order())
        }
        try await self.expectFinished(bench, store, person)
    }

    /// What was erased is told as if nothing had happened.
    private func expectFinished(
        _ bench: ErasureBench,
        _ store: SQLiteEventStore,
        _ person: ErasureBench.Person,
        _ place: FaultyPlace? = nil
    ) async throws {
        try store.close()
        let again = try await bench.test.open()
        let eraser = bench.eraser(again, [place].compactMap(\.self))
        #expect(try await eraser.finishInterrupted() == 1)
        #expect(try await eraser.finishInterrupted() == 0)
        #expect(try bench.traces(of: person) == [])
        let erasure = try #require(try await again.erasures().first)
        #expect(erasure.finishedAt != nil && erasure.subject == nil && erasure.expected.isEmpty)
        #expect(erasure.outcome.count == 4)
        #expect(erasure.outcome.kinds.values.reduce(0, +) == 4)
        #expect(erasure.outcome.beside["notes"] == place.map { _ in FaultyPlace.notes })
        #expect(try await bench.test.findings(again).isEmpty)
        let sealed = try await self.ends(again)
        #expect(sealed.count == 1)
        let what = String(decoding: sealed.first?.sections.what?.text ?? [], as: UTF8.self)
        #expect(what.contains(#""count":4,"#), "\(what)")
        #expect(what.contains(#""notes":3"#) == (place != nil), "\(what)")
    }

    /// The events that end erasures.
    private func ends(_ store: SQLiteEventStore) async throws -> [SealedEvent] {
        var query = EventQuery(tenant: .default, kinds: [.system], limit: 10)
        query.filters = [EventFilter(.action, .equals("erasure.completed"))]
        return try await store.page(query).events
    }

    @Test func `is run by one at a time, of all that use the store`() async throws {
        let bench = try ErasureBench(people: 20, seed: 6)
        let store = try await bench.open(events: 4)
        let tool = try await bench.test.open(.tool)
        let place = SlowPlace()
        let subjects = bench.people.prefix(2).map { ErasureSubject.actor(id: $0.word, type: nil) }
        let order = bench.order()
        async let first = bench.eraser(store, [place]).erase(subjects[0], order)
        await place.reached()
        for eraser in [bench.eraser(tool), bench.eraser(store)] {
            await expect(throwing: .underWay) { _ = try await eraser.erase(subjects[1], order) }
            await expect(throwing: .underWay) { _ = try await eraser.finishInterrupted() }
        }
        #expect(try await store.erasures().count == 1)
        place.letGo()
        #expect(try await first.outcome.count == 4)
        #expect(try await bench.eraser(tool).finishInterrupted() == 0)
        #expect(try await bench.eraser(tool).erase(subjects[1], order).outcome.count == 4)
        #expect(try await self.ends(store).count == 2)
        for person in bench.people.prefix(2) { #expect(try bench.traces(of: person) == []) }
        #expect(try await bench.test.findings(store).isEmpty)
    }

    @Test func `a service takes up what stands still, again and again`() async throws {
        let bench = try ErasureBench(people: 5, seed: 6)
        let store = try await bench.open(events: 2)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = ErasureService(
            bench.eraser(store),
            logger: logger,
            interval: .milliseconds(5)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            for person in bench.people.prefix(2) {
                try await self.crash(over: person, bench, store)
                while try await store.erasures().contains(where: { $0.finishedAt == nil }) {
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(try await store.erasures().map(\.outcome.count) == [2, 2])
    }

    /// Begins an erasure, as soon as nobody else erases, that does not come to its end.
    private func crash(
        over person: ErasureBench.Person,
        _ bench: ErasureBench,
        _ store: SQLiteEventStore
    ) async throws {
        let subject = ErasureSubject.actor(id: person.word, type: nil)
        while true {
            do {
                let eraser = bench.eraser(store, [FaultyPlace(.erasing)])
                _ = try await eraser.erase(subject, bench.order())
                Issue.record("nothing broke")
            } catch is FaultyPlace.Crash {
                return
            } catch let error as TrailError where error.code == .underWay {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
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

/// The state of a store, as of a process that dies before it keeps that an erasure is done.
private struct ForgetfulState: ErasureStore, HoldStore {
    let store: SQLiteEventStore

    func keep(_ erasure: Erasure) async throws {
        guard erasure.finishedAt == nil else { throw FaultyPlace.Crash() }
        try await self.store.keep(erasure)
    }

    func erasures() async throws -> [Erasure] { try await self.store.erasures() }
    func leaseErasure() throws -> (any ErasureLease)? { try self.store.leaseErasure() }
    func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding] {
        try await self.store.erase(demand)
    }
    func overwriteRemains() async throws -> [String] { try await self.store.overwriteRemains() }
    func add(_ hold: LegalHold) async throws { try await self.store.add(hold) }
    func holds() async throws -> [LegalHold] { try await self.store.holds() }
    func releaseHold(_ id: EventID, _ release: LegalHold.Release) async throws -> Bool {
        try await self.store.releaseHold(id, release)
    }
}
