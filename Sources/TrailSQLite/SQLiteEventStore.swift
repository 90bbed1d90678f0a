internal import GRDB
internal import Logging
internal import Synchronization
internal import Trail

/// Events, ledgers and state in one SQLite file: the store that needs nothing else to run.
///
/// One writer, several readers; other processes may read and write the same file. An append that
/// has returned survives a crash of the process and of the machine. How it works, what it is good
/// at and what it cannot do is in the README beside this file.
public final class SQLiteEventStore: Sendable {
    /// The path of the database file.
    public let path: String

    let pool: DatabasePool
    private let file: DatabaseFile.Identity?
    /// Whether ledgers that the key has signed may be elsewhere.
    let isPart: Bool
    let sealer: Sealer?
    let clock: any WallClock
    let logger: Logger
    /// Where the search index is, or would be.
    let searchPath: String
    /// The search index; `nil` where there is to be none.
    let search: SearchFile?
    /// Called before payload is removed, and after some of it was brought back, under a durable
    /// record; a throw leaves that unfinished, as a crash would.
    let beforeRemoval: @Sendable () throws -> Void
    private let state = Mutex(WriterState())
    let log: LogKeeper
    private let lock: Mutex<ServerLock?>
    /// What is summed up of segments that are still growing.
    let openSegments = Mutex(OpenSegments())
    /// What dead letters take.
    let letterRoom = Mutex(LetterRoom())

    init(
        _ opened: OpenedDatabase,
        sealer: Sealer?,
        clock: any WallClock,
        logger: Logger,
        beforeRemoval: @escaping @Sendable () throws -> Void
    ) {
        self.path = opened.path
        self.pool = opened.pool
        self.file = opened.file
        self.isPart = opened.isPart
        self.sealer = sealer
        self.clock = clock
        self.logger = logger
        self.searchPath = opened.searchPath
        self.search = opened.search.map { SearchFile(opened.searchPath, $0, logger) }
        self.beforeRemoval = beforeRemoval
        self.log = opened.log
        self.lock = Mutex(opened.lock)
    }

    /// Closes all connections and gives up the right to serve.
    ///
    /// Calls that follow fail.
    /// Everything acknowledged is on disk already; closing only tidies up, so that a copy of the
    /// database file alone is complete.
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` while a read or a write is under way.
    public func close() throws {
        do {
            // Where another process is in the way, the log stays and is taken up by whoever is next.
            try? self.pool.writeWithoutTransaction { try self.log.empty($0) }
            try self.pool.close()
            try self.log.close()
            self.search?.close()
        } catch {
            throw SQLiteFailure.translation(of: error)
        }
        self.lock.withLock { $0 = nil }
    }
}

extension SQLiteEventStore {
    /// Reads within one snapshot.
    func read<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await SQLiteFailure.translated { try await self.pool.read(body) }
    }

    /// Writes within one transaction, which is durable when this returns.
    ///
    /// What the writer remembers is checked before, and forgotten if anything fails.
    func write<Value: Sendable>(
        _ body: @Sendable (Database, inout WriterState) throws -> Value
    ) async throws -> Value {
        try await SQLiteFailure.translated {
            try await self.pool.writeWithoutTransaction { database in
                try self.checkFile()
                let value = try self.state.withLock { state in
                    do {
                        return try database.committing {
                            try state.revalidate(database)
                            return try body(database, &state)
                        }
                    } catch {
                        state.forget()
                        if SQLiteFailure.isOutOfSpace(error) { self.log.makeRoom() }
                        throw error
                    }
                }
                self.log.keepShort(database)
                return value
            }
        }
    }

    /// Refuses to write to a file that is not there any more: what is on disk then has no name,
    /// and is gone when the process ends.
    private func checkFile() throws(TrailError) {
        guard DatabaseFile.Identity(path: self.path) != self.file else { return }
        throw TrailError(
            .storeUnavailable,
            "\(self.path) was deleted, moved or replaced while it was served. Nothing is recorded."
        )
    }

    /// The sealer.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` where the store was opened for reading
    ///   only.
    func requireSealer() throws(TrailError) -> Sealer {
        guard let sealer = self.sealer else {
            throw TrailError(
                .invalidConfiguration,
                "The store at \(self.path) was opened without a signing key and can only be read."
            )
        }
        return sealer
    }
}

extension Database {
    /// What `body` returns, once the transaction around it has been committed.
    func committing<Value>(_ body: () throws -> Value) throws -> Value {
        var value: Value?
        try self.inTransaction(.immediate) {
            value = try body()
            return .commit
        }
        guard let value else { throw CancellationError() }
        return value
    }
}
