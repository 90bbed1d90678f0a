internal import GRDB
internal import Synchronization
public import Trail

/// A spool in a SQLite file of its own, with a place for the events that the store refuses.
///
/// What it has taken survives kill -9 and a loss of power (`synchronous=FULL`). It is bounded by
/// the sizes of its events; the file has some overhead beside them and becomes small again when
/// the spool is empty. What has been drained leaves no text behind in the file.
public final class SQLiteSpool: Spool, DeadLetterStore {
    /// Where a spool is and how much it may hold.
    public struct Configuration: Sendable, Hashable {
        /// The path of the file; its folder must exist.
        public var path: String
        /// The most bytes of events.
        public var maximumBytes = 1_024 * 1_048_576

        /// The spool at `path`.
        public init(path: String) {
            self.path = path
        }
    }

    private let configuration: Configuration
    let queue: DatabaseQueue
    private let lock: Mutex<ServerLock?>
    /// What is in it; found out once and then kept up to date.
    private let known: Mutex<SpoolSize>

    /// Opens the spool, or makes it where there is no file.
    ///
    /// - Throws: ``Trail/TrailError`` `alreadyServed` while another process has it open,
    ///   `invalidConfiguration` for a file of something else or of a newer version,
    ///   `storeUnavailable`, `outOfSpace`, and `ledgerDamaged` for one that is no database.
    public init(_ configuration: Configuration) throws {
        do {
            try DatabaseFile.create(at: configuration.path)
            let lock = try ServerLock.take(database: configuration.path)
            let queue = try DatabaseQueue(
                path: configuration.path,
                configuration: Self.connection
            )
            try Self.prepare(queue)
            try SpoolSchema.migrate(queue, path: configuration.path)
            let size = try queue.read { try SpoolTable(database: $0).size() }
            self.configuration = configuration
            self.queue = queue
            self.lock = Mutex(lock)
            self.known = Mutex(size)
        } catch {
            throw SQLiteFailure.translation(of: error)
        }
    }

    /// Closes the file and lets others open it.
    ///
    /// Calls that follow fail.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` while a call is under way.
    public func close() throws {
        do { try self.queue.close() } catch { throw SQLiteFailure.translation(of: error) }
        self.lock.withLock { $0 = nil }
    }

    /// What is in it.
    public func size() async throws -> SpoolSize { self.known.withLock { $0 } }

    /// Puts events behind those that are there; they survive a crash when this returns.
    ///
    /// - Throws: ``Trail/TrailError`` `overloaded` where there is no room for all of them,
    ///   `outOfSpace`, `storeUnavailable`.
    public func append(_ events: [EncodedEvent]) async throws -> SpoolSize {
        var size = self.known.withLock { $0 }
        size.events += events.count
        size.bytes += events.reduce(0) { $0 + $1.byteCount }
        guard size.bytes <= self.configuration.maximumBytes else {
            throw TrailError(.overloaded, "the spool at \(self.configuration.path) is full")
        }
        try await self.write { database in
            let table = SpoolTable(database: database)
            for event in events {
                try table.add(event)
            }
        }
        return self.know(size)
    }

    /// The oldest events.
    public func oldest(_ request: SpoolRequest) async throws -> SpoolBatch {
        try await SQLiteFailure.translated {
            try await self.queue.read { database in
                SpoolBatch(try SpoolTable(database: database).oldest(request))
            }
        }
    }

    /// Removes all events up to `place`.
    public func remove(through place: Int64) async throws -> SpoolSize {
        let removed = try await self.write { database in
            try SpoolTable(database: database).remove(through: place)
        }
        var size = self.known.withLock { $0 }
        size.events -= removed.events
        size.bytes -= removed.bytes
        if size.events == 0 { await self.shrink() }
        return self.know(size)
    }

    /// Puts a letter aside; after this returns it survives a crash.
    public func add(_ letter: DeadLetter) async throws {
        try await self.write { try DeadLetterTable(database: $0).add(letter) }
    }

    /// The newest letters, newest first, at most `limit`.
    public func letters(limit: Int) async throws -> [DeadLetter] {
        try await SQLiteFailure.translated {
            try await self.queue.read { try DeadLetterTable(database: $0).newest(limit) }
        }
    }
}

extension SQLiteSpool {
    private static var connection: GRDB.Configuration {
        var connection = GRDB.Configuration()
        connection.label = "trail.spool"
        connection.foreignKeysEnabled = false
        return connection
    }

    private static func prepare(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { database in
            // The first works on an empty file alone, which is when it is needed.
            try database.execute(
                sql: """
                    PRAGMA auto_vacuum = INCREMENTAL;
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA fullfsync = ON;
                    PRAGMA secure_delete = ON;
                    """
            )
            guard try database.firstInteger("PRAGMA synchronous") == 2 else {
                throw TrailError(.storeUnavailable, "SQLite refuses to write synchronously.")
            }
        }
    }

    private func write<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await SQLiteFailure.translated {
            try await self.queue.writeWithoutTransaction { database in
                try database.committing { try body(database) }
            }
        }
    }

    private func know(_ size: SpoolSize) -> SpoolSize {
        self.known.withLock { $0 = size }
        return size
    }

    /// Gives the room back to the disk; what cannot be given back now is used again.
    private func shrink() async {
        try? await self.queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA incremental_vacuum")
            _ = try database.checkpoint(.truncate)
        }
    }
}
