import Synchronization
import Testing
import Trail
import TrailTesting

@Suite struct InMemoryEventStoreTests {
    @Test(arguments: StoreConformance.checkNames)
    func `keeps the contract of a store`(check: String) async throws {
        let opened = OpenedStores()
        try await StoreConformance { try await opened.open($0) }.run(check)
    }

    @Test func `completes upper tiles`() async throws {
        let opened = OpenedStores()
        try await StoreConformance { try await opened.open($0) }.runLarge()
    }

    @Test func `keeps the contract of a state store`() async throws {
        try await StateStoreConformance {
            InMemoryEventStore(
                sealer: Sealer(
                    key: try LedgerKey.generate(name: "test.example"),
                    serverName: "test.example",
                    clock: ManualClock(Timestamp(microseconds: 0)),
                    memory: nil
                ),
                clock: ManualClock(Timestamp(microseconds: 0))
            )
        }.run()
    }
}

/// Opens stores by name: the second time what the first one left.
private final class OpenedStores: Sendable {
    private let stores = Mutex<[String: InMemoryEventStore]>([:])

    func open(_ fixture: StoreFixture) async throws -> InMemoryEventStore {
        let left = self.stores.withLock { $0[fixture.name] }
        let store = try await InMemoryEventStore(
            sealer: fixture.sealer,
            clock: fixture.clock,
            reopening: await left?.ledgers ?? [:],
            beforeRemoval: fixture.beforeRemoval
        )
        self.stores.withLock { $0[fixture.name] = store }
        return store
    }
}
