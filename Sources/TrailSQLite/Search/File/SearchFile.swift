#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
internal import GRDB
internal import Logging
internal import Synchronization
internal import Trail

/// The file of the search index: a database of its own that can be thrown away at any time.
///
/// Whatever is wrong with an index, missing, damaged, of another version, of another store, is
/// never an error of the store: it is not used, and whoever keeps it up makes it anew. A file at
/// its path that does not begin as an index does is somebody else's, and is left alone.
final class SearchFile: Sendable {
    /// Its path.
    let path: String
    private let readers: Int
    private let busyTimeout: Duration
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        /// The file that is open.
        var identity: DatabaseFile.Identity?
        var pool: DatabasePool?
        /// A file that is of no use.
        var refused: DatabaseFile.Identity?
    }

    init(_ path: String, _ configuration: SQLiteConfiguration, _ logger: Logger) {
        self.path = path
        self.readers = max(configuration.readers, 1)
        self.busyTimeout = configuration.busyTimeout
        self.logger = logger
    }

    /// The path of the index that belongs to the store at `path`.
    static func path(_ configuration: SQLiteConfiguration, store path: String) -> String {
        configuration.search.path ?? path + ".search"
    }

    /// Deletes the files of an index.
    static func delete(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }

    /// What `body` makes of a snapshot of the index; `nil` where there is no index to be used.
    ///
    /// The index must be of `store`. What `body` throws is thrown, but an ``IndexFailure``, which
    /// says that the index is of no use.
    func read<Value>(
        of store: Database,
        _ body: (Database) throws -> Value
    ) throws -> Value? {
        guard let pool = self.opened(store) else { return nil }
        var result: Result<Value, any Error>?
        do {
            try pool.read { database in result = Result { try body(database) } }
            return try result?.get()
        } catch let error as IndexFailure {
            self.distrust(error.cause)
            return nil
        } catch {
            if case .some(.failure) = result { throw error }
            self.distrust(error)
            return nil
        }
    }

    /// Runs `body` on the one connection that writes.
    ///
    /// - Throws: ``IndexDamage`` where the file is of no use any more, ``Trail/TrailError``
    ///   `storeUnavailable` where it cannot be written.
    func write<Value: Sendable>(
        of store: SQLiteEventStore,
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        guard let pool = try await store.read({ self.opened($0) }) else {
            throw TrailError(.storeUnavailable, "There is no search index at \(self.path).")
        }
        do {
            return try await pool.writeWithoutTransaction(body)
        } catch {
            self.distrust(error)
            throw Self.isDamage(error) ? IndexDamage() : SQLiteFailure.translation(of: error)
        }
    }

    /// Makes sure that there is an index to write to: throws one away that is of no use, and makes
    /// an empty one where there is none.
    func prepare(for store: SQLiteEventStore) async throws {
        let removals = try await store.read { database -> RemovalMark? in
            self.opened(database) == nil ? try RemovalMark.read(database) : nil
        }
        guard let removals else { return }
        if DatabaseFile.Identity(path: self.path) != nil {
            self.logger.notice(
                "search index is made anew",
                metadata: ["trail.path": "\(self.path)"]
            )
        }
        self.discard()
        try DatabaseFile.create(at: self.path)
        do {
            let pool = try self.pool()
            try await pool.writeWithoutTransaction { try IndexSchema.create(removals, $0) }
            try pool.close()
        } catch {
            throw SQLiteFailure.translation(of: error)
        }
    }

    /// Whether there is a file, of use or not.
    var exists: Bool { DatabaseFile.Identity(path: self.path) != nil }

    /// Deletes the file.
    func discard() {
        self.close()
        Self.delete(self.path)
    }

    /// Closes all connections.
    func close() {
        self.state.withLock { state in
            try? state.pool?.close()
            state = State()
        }
    }
}

extension SearchFile {
    /// The open index, if it is one of `store`'s.
    private func opened(_ store: Database) -> DatabasePool? {
        self.state.withLock { state in
            guard let identity = DatabaseFile.Identity(path: self.path) else {
                state = State()
                return nil
            }
            guard identity != state.refused else { return nil }
            if let pool = state.pool, identity == state.identity { return pool }
            state = State()
            do {
                let pool = try self.pool()
                let isUsable = try pool.read { database in
                    try IndexSchema.isCurrent(database)
                        && RunTable(database: database).isOf(store)
                }
                if isUsable {
                    state.pool = pool
                    state.identity = identity
                    return pool
                }
            } catch {
                self.report(error)
            }
            state.refused = identity
            return nil
        }
    }

    /// Uses the file no more if it is damaged.
    private func distrust(_ error: any Error) {
        self.report(error)
        guard Self.isDamage(error) else { return }
        self.state.withLock { state in
            state.refused = state.identity
            state.pool = nil
        }
    }

    private func report(_ error: any Error) {
        self.logger.warning(
            "search index cannot be used",
            metadata: ["trail.path": "\(self.path)", "error": "\(error)"]
        )
    }

    /// Whether an error says that the file itself is bad, rather than busy or out of space.
    private static func isDamage(_ error: any Error) -> Bool {
        let code: Int32
        switch error {
        case is IndexDamage: return true
        case let failure as SQLiteFailure: code = failure.code
        case let error as DatabaseError: code = error.extendedResultCode.rawValue
        default: return false
        }
        return [1, 11, 24, 26].contains(code & 0xFF)
    }

    private func pool() throws -> DatabasePool {
        var connections = Configuration()
        connections.label = "trail.search"
        connections.foreignKeysEnabled = false
        connections.maximumReaderCount = self.readers
        connections.persistentReadOnlyConnections = true
        connections.busyMode = .timeout(self.busyTimeout / .seconds(1))
        connections.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -1024")
            guard !database.configuration.readonly else { return }
            // What is deleted is gone, for an index holds what its events said.
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        return try DatabasePool(path: self.path, configuration: connections)
    }
}

/// An error of the index, told apart from errors of the store.
struct IndexFailure: Error {
    let cause: any Error
}

extension RemovalMark {
    /// Which removals the store has recorded.
    static func read(_ database: Database) throws -> RemovalMark {
        let statement = try RawStatement(
            "SELECT coalesce(max(rowid), 0), coalesce(max(is_pending), 0) FROM removal",
            database
        )
        defer { statement.reset() }
        _ = try statement.step()
        return RemovalMark(last: statement.integer(0), isPending: statement.integer(1) != 0)
    }
}
