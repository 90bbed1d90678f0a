import MerkleLog
import Synchronization
import Testing
import TrailTesting

@testable import Trail

/// What verification says of rows and sections that are gone.
@Suite struct LedgerVerifierRemovalTests {
    private func request(
        _ extent: RemovalRequest.Extent,
        kinds: Set<Event.Kind> = []
    ) -> RemovalRequest {
        RemovalRequest(
            tenant: .default,
            query: EventQuery(tenant: .default, kinds: kinds),
            extent: extent,
            actor: Event.Actor(type: .system, id: "retention"),
            reason: "policy"
        )
    }

    @Test func `accepts what was removed under a record`() async throws {
        let bench = try await VerifierBench(events: 600)
        let erased = try await bench.store.remove(self.request(.sections([.who]), kinds: [.login]))
        let pruned = try await bench.store.remove(self.request(.rows, kinds: [.page]))
        let report = try await bench.verify()
        #expect(report.isIntact)
        #expect(report.prunedRows == UInt64(pruned.count))
        #expect(report.erasedSections == UInt64(erased.count))
        #expect(report.pendingRemovals == 0)
    }

    @Test func `accepts a removal that is recorded meanwhile`() async throws {
        let bench = try await VerifierBench(events: 5_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for kind in [.page, .login, .cors, .request] as [Event.Kind] {
                    _ = try await bench.store.remove(self.request(.rows, kinds: [kind]))
                    _ = try await bench.store.remove(self.request(.sections([.where])))
                }
            }
            group.addTask {
                for _ in 0..<4 {
                    let findings = try await bench.verify().findings
                    #expect(findings == [])
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `finds what went without a record`() async throws {
        let bench = try await VerifierBench(events: 600)
        _ = try await bench.store.remove(self.request(.rows, kinds: [.page]))
        let index = try await bench.index { $0.sections.who != nil && $0.header.kind != .page }
        try await bench.edit(index) { event in
            var sections = event.sections
            sections.who = sections.who.map { .erased(digest: $0.digest(as: .who)) }
            return event.with(sections)
        }
        let gone = try await bench.index { $0.header.kind == .cors }
        await bench.store.tamper(with: .default) { $0.rows[Int(gone)] = nil }
        #expect(
            Set(try await bench.findings())
                == [
                    .init(index: index, what: .missingSection(.who)),
                    .init(index: gone, what: .missing),
                ]
        )
    }

    @Test func `finds a removal whose list was widened`() async throws {
        let bench = try await VerifierBench(events: 600)
        let removed = try await bench.store.remove(self.request(.rows, kinds: [.page]))
        guard case .durable(_, let record, _) = removed.record else { return }
        let victim = try await bench.index { $0.header.kind == .login }
        try await bench.store.tamper(with: .default) { ledger in
            ledger.rows[Int(victim)] = nil
            let old = try RemovalList(bytes: ledger.removals[0].list)
            var list = RemovalList()
            for index in 0..<record {
                let parts = index == victim ? .row : old.parts(at: index)
                if !parts.isEmpty { list.append(index, parts) }
            }
            ledger.removals[0] = Removal(recordIndex: record, list: list.bytes)
        }
        let findings = try await bench.verify().findings
        #expect(findings.contains { $0.what == .forgedRemoval && $0.index == record })
        #expect(findings.contains { $0.what == .missing && $0.index == victim })
    }

    @Test func `finds removals that point to another event or to none`() async throws {
        let bench = try await VerifierBench(events: 600)
        let victim: UInt64 = 44
        var list = RemovalList()
        list.append(victim, .row)
        let bytes = list.bytes
        await bench.store.tamper(with: .default) { ledger in
            ledger.rows[Int(victim)] = nil
            ledger.removals = [
                Removal(recordIndex: 50, list: bytes), Removal(recordIndex: 44, list: bytes),
                Removal(recordIndex: 3, list: bytes), Removal(recordIndex: 51, list: [1, 2, 3]),
            ]
        }
        #expect(
            try await bench.findings()
                == [
                    .init(index: 3, what: .forgedRemoval), .init(index: 44, what: .forgedRemoval),
                    .init(index: 44, what: .missing), .init(index: 50, what: .forgedRemoval),
                    .init(index: 51, what: .forgedRemoval),
                ]
        )
    }

    @Test func `finds a record that was made up`() async throws {
        // The record looks right, but it is not the one in the tree.
        let bench = try await VerifierBench(events: 300)
        var list = RemovalList()
        list.append(10, .row)
        let made = try RemovalRecord.encoded(
            for: RemovalSelection(self.request(.rows), listing: list),
            now: bench.clock.now()
        )
        let bytes = list.bytes
        try await bench.edit(200) { event in
            SealedEvent(
                index: event.index,
                recordedAt: event.recordedAt,
                leaf: event.leaf,
                header: made.header,
                sections: made.sections
            )
        }
        await bench.store.tamper(with: .default) { ledger in
            ledger.rows[10] = nil
            ledger.removals = [Removal(recordIndex: 200, list: bytes)]
        }
        #expect(
            try await bench.findings()
                == [
                    .init(index: 10, what: .missing), .init(index: 200, what: .forgedRemoval),
                    .init(index: 200, what: .edited),
                ]
        )
    }

    @Test func `finds a removal whose list is gone`() async throws {
        let bench = try await VerifierBench(events: 300)
        let removed = try await bench.store.remove(self.request(.rows, kinds: [.page]))
        await bench.store.tamper(with: .default) { $0.removals = [] }
        let report = try await bench.verify()
        #expect(report.findingCount == UInt64(removed.count))
        #expect(report.findings.allSatisfy { $0.what == .missing })
    }

    @Test func `reports what an interrupted removal left as pending`() async throws {
        let bench = try await VerifierBench(events: 300)
        let before = await bench.store.ledgers[.default]?.rows ?? []
        let removed = try await bench.store.remove(self.request(.rows, kinds: [.page]))
        await bench.store.tamper(with: .default) { ledger in
            for (index, row) in before.enumerated() { ledger.rows[index] = row }
        }
        let report = try await bench.verify()
        #expect(report.isIntact)
        #expect(report.pendingRemovals == UInt64(removed.count))
    }

    @Test func `finds a row put in the place of a pruned one`() async throws {
        let bench = try await VerifierBench(events: 300)
        let pruned = try await bench.index { $0.header.kind == .page }
        _ = try await bench.store.remove(self.request(.rows, kinds: [.page]))
        try await bench.store.tamper(with: .default) { ledger in
            let event = try #require(ledger.rows.compactMap { $0 }.first).event
            let forged = LedgerEntry(
                event: event.with(Sections()),
                columns: EventColumns(of: event.with(Sections()))
            )
            ledger.rows[Int(pruned)] = forged.moved(to: pruned)
        }
        let findings = try await bench.findings().filter { $0.what != .timeDisordered }
        #expect(findings == [.init(index: pruned, what: .inserted)])
    }
}

/// Collects what a verification reports while it runs.
final class ProgressLog: Sendable {
    private let steps = Mutex<[VerificationProgress]>([])

    func add(_ progress: VerificationProgress) {
        self.steps.withLock { $0.append(progress) }
    }

    var all: [VerificationProgress] { self.steps.withLock { $0 } }
}
