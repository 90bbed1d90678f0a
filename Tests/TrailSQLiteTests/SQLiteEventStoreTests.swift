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
            let path = folder.file("\(UInt64.random(in: 0 ... .max)).sqlite")
            return try await SQLiteEventStore.open(SQLiteConfiguration(path: path), sealer: nil)
        }.run()
    }
}
