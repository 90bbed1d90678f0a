import Foundation
import GRDB
import Trail
import TrailTesting

@testable import TrailSQLite

/// The file of a store, and what can happen to it.
final class FailingFile: Sendable {
    /// What becomes of the file.
    enum Failure: String, CaseIterable, Sendable {
        /// Another connection holds the file.
        case locked
        /// Somebody moves it away.
        case moved
        /// Its file system is mounted anew, to be read only.
        case readOnly
        /// Its file system has no room.
        case full

        var code: TrailError.Code { self == .full ? .outOfSpace : .storeUnavailable }
    }

    let folder: URL
    private let other: DatabaseQueue

    init() throws {
        self.folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("trail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        var configuration = GRDB.Configuration()
        // A transaction stays open between two accesses, as one of a tool beside the app does.
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(5)
        self.other = try DatabaseQueue(
            path: self.folder.appendingPathComponent("x.sqlite").path,
            configuration: configuration
        )
    }

    deinit { try? FileManager.default.removeItem(at: self.folder) }

    private var path: String { self.folder.appendingPathComponent("x.sqlite").path }

    func open() async throws -> SQLiteEventStore {
        let key = try LedgerKey.loadOrCreate(at: self.path + ".key", name: "app.example")
        var configuration = SQLiteConfiguration(path: self.path)
        configuration.busyTimeout = .milliseconds(10)
        configuration.search.isEnabled = false
        return try await SQLiteEventStore.open(
            configuration,
            sealer: Sealer(
                key: key,
                serverName: key.name,
                clock: ManualClock(TestApp.now),
                memory: nil
            )
        )
    }

    func fail(_ failure: Failure, _ store: SQLiteEventStore) async throws {
        switch failure {
        case .locked: try await self.say("BEGIN EXCLUSIVE")
        case .moved: try FileManager.default.moveItem(atPath: self.path, toPath: self.path + ".x")
        // SQLite says the same as of a file system that is read only, or full.
        case .readOnly: try await Self.say("PRAGMA query_only = ON", store)
        case .full: try await Self.say("PRAGMA max_page_count = 1", store)
        }
    }

    func recover(_ failure: Failure, _ store: SQLiteEventStore) async throws {
        switch failure {
        case .locked: try await self.say("COMMIT")
        case .moved: try FileManager.default.moveItem(atPath: self.path + ".x", toPath: self.path)
        case .readOnly: try await Self.say("PRAGMA query_only = OFF", store)
        case .full: try await Self.say("PRAGMA max_page_count = 1000000", store)
        }
    }

    /// Has another connection execute `sql`.
    func say(_ sql: String) async throws {
        try await self.other.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// Has the connection that the store writes by execute `sql`.
    private static func say(_ sql: String, _ store: SQLiteEventStore) async throws {
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
}
