import Foundation
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct CrashTests {
    @Test func `holds every acknowledged event after a crash`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        var size: UInt64 = 0
        for turn in 0..<12 {
            size += UInt64(try await store.fill(turn * 23 + 1, seed: UInt64(turn)).count)
            // What is on disk at this moment is what a killed process leaves behind.
            let copy = test.folder.file("copy-\(turn).sqlite")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: test.path + suffix,
                    toPath: copy + suffix
                )
            }
            let revived = try await SQLiteEventStore.open(
                SQLiteConfiguration(path: copy),
                sealer: test.sealer(),
                clock: test.clock
            )
            #expect(try await revived.head(of: .default)?.size == size)
            #expect(try await test.findings(revived).isEmpty)
            try revived.close()
        }
    }

    @Test func `finishes a removal that a crash interrupted`() async throws {
        struct Crash: Error {}
        let test = try TestStore()
        let store = try await test.open(beforeRemoval: { throw Crash() })
        try await store.fill(1_200)
        let request = RemovalRequest(
            tenant: .default,
            query: EventQuery(tenant: .default, kinds: [.page]),
            extent: .rows,
            actor: Event.Actor(type: .user, id: "operator", isVerified: true),
            reason: "test"
        )
        await #expect(throws: Crash.self) { _ = try await store.remove(request) }
        let pages = EventQuery(tenant: .default, kinds: [.page])
        #expect(try await store.count(pages, limit: 10).count > 0)
        #expect(try await test.findings(store).isEmpty)
        try store.close()
        let again = try await test.open()
        #expect(try await again.count(pages, limit: 10).count == 0)
        #expect(try await again.page(pages).events.isEmpty)
        #expect(try await test.findings(again).isEmpty)
    }
}
