import Synchronization
import Trail
import TrailSQLite
import TrailTesting

/// Stores by name in one folder, of each name one open at a time.
final class StoreFolder: Sendable {
    let folder: TemporaryFolder
    private let open = Mutex<[String: SQLiteEventStore]>([:])

    init() throws {
        self.folder = try TemporaryFolder()
    }

    func store(_ fixture: StoreFixture) async throws -> SQLiteEventStore {
        try self.open.withLock { try $0.removeValue(forKey: fixture.name)?.close() }
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: self.folder.file(fixture.name)),
            sealer: fixture.sealer,
            clock: fixture.clock,
            beforeRemoval: fixture.beforeRemoval
        )
        self.open.withLock { $0[fixture.name] = store }
        return store
    }
}
