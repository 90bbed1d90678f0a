import Logging
import Synchronization
import Trail
import TrailSQLite

/// Opens the SQLite files that are destinations, and knows those that are open.
final class DestinationOpener: Sendable {
    private let settings: Settings
    private let engine: SQLiteDestinationEngine?
    private let role: SQLiteConfiguration.Role
    private let sealer: Sealer?
    private let mendsTables: Bool
    private let logger: Logger
    private let opened = Mutex<[Opened]>([])
    private let nextReport = Mutex<[EventID: ContinuousClock.Instant]>([:])

    /// A file that is open.
    private struct Opened: Sendable {
        let store: SQLiteEventStore
        let index: SQLiteSearchIndex?
    }

    /// How often it is tried to close a file.
    private static let patience = 100
    /// How often it is told that a destination cannot be used.
    private static let reminder: Duration = .seconds(60)

    /// Opens files for `role`; without a sealer to be read only, and then none is made.
    ///
    /// With `mendsTables` they are opened although their tables or indexes were altered; none is
    /// made then either.
    init(
        _ settings: Settings,
        role: SQLiteConfiguration.Role,
        sealer: Sealer?,
        mendsTables: Bool = false,
        logger: Logger
    ) throws {
        let store = try settings.storePath()
        self.settings = settings
        self.engine = try settings.sqliteDestinations(store: store)
        self.role = role
        self.sealer = sealer
        self.mendsTables = mendsTables
        self.logger = logger
    }

    /// The files that are open.
    var stores: [SQLiteEventStore] { self.opened.withLock { $0.map(\.store) } }

    /// The search indexes of the files that are open.
    var indexes: [SQLiteSearchIndex] { self.opened.withLock { $0.compactMap(\.index) } }

    /// Opens a destination; the log is told where that fails.
    func open(_ destination: Destination) async throws -> any EventStore {
        do {
            let store = try await SQLiteEventStore.open(
                self.configuration(destination),
                sealer: self.sealer
            )
            let opened = Opened(store: store, index: SQLiteSearchIndex(of: store))
            self.opened.withLock { $0.append(opened) }
            return store
        } catch {
            self.report(error, destination)
            throw error
        }
    }

    /// Closes a file that is no destination any more; while it is open, it can be no other one's.
    func close(_ store: any EventStore) async {
        guard let store = store as? SQLiteEventStore else { return }
        self.opened.withLock { $0.removeAll { $0.store === store } }
        for _ in 0..<Self.patience {
            // Somebody may still be reading.
            guard (try? store.close()) == nil else { return }
            try? await Task.sleep(for: .milliseconds(20))
        }
        self.logger.warning(
            "file cannot be closed, so it can be no destination until the next start",
            metadata: ["trail.path": "\(store.path)"]
        )
    }

    private func configuration(_ destination: Destination) throws -> SQLiteConfiguration {
        guard let engine else { throw CommandFailure("destinations.folder is not set") }
        let path: String
        do throws(DestinationFault) {
            path = try engine.path(of: destination.place)
        } catch {
            throw CommandFailure(error.reason)
        }
        var configuration = try self.settings.sqlite(at: path, role: self.role)
        // The path that is configured is that of the main store's index.
        configuration.search.path = nil
        configuration.isPart = true
        // Whoever mends what is there begins no ledger.
        configuration.mustExist = self.sealer == nil || self.mendsTables
        configuration.isForRepair = self.mendsTables
        return configuration
    }

    private func report(_ error: any Error, _ destination: Destination) {
        let now = ContinuousClock.now
        let isDue = self.nextReport.withLock { times in
            guard now >= times[destination.id] ?? now else { return false }
            times[destination.id] = now + Self.reminder
            return true
        }
        guard isDue else { return }
        self.logger.error(
            "destination cannot be used; its tenants' events wait",
            error: error,
            metadata: ["trail.destination": "\(destination.name)"]
        )
    }
}
