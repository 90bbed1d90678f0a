import GRDB
import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct SharingTests {
    @Test func `two writers extend one ledger in turn`() async throws {
        let test = try TestStore()
        let writers = [try await test.open(), try await test.open(.tool)]
        var size: UInt64 = 0
        for turn in 0..<40 {
            let events = try await writers[turn % 2].fill(1 + turn % 7, seed: UInt64(turn))
            size += UInt64(events.count)
            #expect(try await writers[(turn + 1) % 2].head(of: .default)?.size == size)
        }
        #expect(try await test.findings(writers[0]).isEmpty)
    }

    @Test func `two writers extend one ledger at the same time`() async throws {
        let test = try TestStore()
        let writers = [try await test.open(), try await test.open(.tool)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, writer) in writers.enumerated() {
                group.addTask {
                    for turn in 0..<30 {
                        try await writer.fill(3, seed: UInt64(place * 1_000 + turn))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await writers[0].head(of: .default)?.size == 180)
        #expect(try await test.findings(writers[1]).isEmpty)
    }

    @Test func `reads the head again only when somebody else has written`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(3)
        // A change by this very connection goes unnoticed, which shows that nothing is read again.
        try await store.write { database, _ in
            try database.execute(sql: "UPDATE tenant SET note = 'forged'")
        }
        try await store.fill(3, seed: 2)
        #expect(try await test.findings(store).isEmpty)
        try test.tamper("UPDATE tenant SET note = 'forged'")
        await expect(throwing: .ledgerDamaged) { try await store.fill(3, seed: 3) }
    }

    @Test func `answers a second attempt whose first answer was lost`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        var samples = SampleEvents(seed: 5, time: TestStore.noon)
        var events: [EncodedEvent] = []
        for _ in 0..<10 {
            events.append(try samples.event(stated: []))
        }
        let first = try await store.append(AppendRequest(events)).outcomes
        let fresh = try samples.event(stated: [])
        let second = try await store.append(AppendRequest(events + [fresh])).outcomes
        for (before, after) in zip(first, second) {
            guard case .sealed(let receipt) = before else { continue }
            #expect(after == .repeated(receipt))
        }
        guard case .sealed(.durable(_, let index, _)) = second.last else {
            Issue.record("\(second)")
            return
        }
        #expect(index == 10)
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `tiles that began before a restart are completed`() async throws {
        let test = try TestStore()
        for turn in 0..<5 {
            let store = try await test.open()
            try await store.fill(100 + turn * 37, seed: UInt64(turn))
            #expect(try await test.findings(store).isEmpty)
            try store.close()
        }
    }
}
