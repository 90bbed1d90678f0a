import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct SQLiteEventStoreTests {
    @Test(arguments: StoreConformance.checkNames)
    func `keeps the contract of a store`(check: String) async throws {
        let stores = try StoreFolder()
        try await StoreConformance { try await stores.store($0) }.run(check)
    }

    @Test func `keeps the contract of a state store`() async throws {
        let folder = try TemporaryFolder()
        try await StateStoreConformance {
            try await SQLiteEventStore.open(SQLiteConfiguration(path: folder.file()), sealer: nil)
        }.run()
    }
}
