internal import GRDB
internal import Synchronization
public import Trail

/// A spool in a SQLite file of its own, with a place for the events that the store refuses.
///
/// What it has taken survives kill -9 and a loss of power (`synchronous=FULL`). It is bounded by
/// the sizes of its events and dead letters; the file has some overhead beside them and becomes small again when
/// the spool is empty. What has been drained leaves no text behind in the file.
public final class SQLiteSpool: Spool, DeadLetterStore {
    /// Where a spool is and how much it may hold.
    public struct Configuration: Sendable, Hashable {
        /// The path of the file; its folder must exist.
        public var path: String
        /// The most bytes of events, those that the store refused included.
        ///
        /// These may take a quarter of it, and no more than 64 MiB.
        public var maximumBytes = 1_024 * 1_048_576

        /// The spool at `path`.
        public init(path: String) {
            self.path = path
        }
    }

    private let configuration: Configuration
    private let file: Mutex<SpoolFile>
    private let lock: Mutex<ServerLock?>

    /// Opens the spool, or makes it where there is no file.
    ///
    /// A spool that the disk has spoiled is set aside beside it, with `.damaged` and the time behind
    /// its name, and an empty one is made; ``takeDamage()`` tells.
    ///
    /// - Throws: ``Trail/TrailError`` `alreadyServed` while another process has it open,
    ///   `invalidConfiguration` for a file of something else or of a newer version,
    ///   `storeUnavailable`, `outOfSpace`, and `ledgerDamaged` for one that is no database.
    public init(_ configuration: Configuration) throws {
        do {
            try DatabaseFile.create(at: configuration.path)
            let lock = try ServerLock.take(database: configuration.path)
            self.file = Mutex(try SpoolFile.open(configuration.path))
            self.configuration = configuration
            self.lock = Mutex(lock)
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
        do {
            try self.queue.close()
        } catch {
            throw SQLiteFailure.translation(of: error)
        }
        self.lock.withLock { $0 = nil }
    }

    /// What was set aside since this was asked last.
    public func takeDamage() async -> SpoolDamage? {
        self.file.withLock { file in
            defer { file.damage = nil }
            return file.damage
        }
    }

    /// What is in it.
    public func size() async throws -> SpoolSize { self.file.withLock { $0.size } }

    /// Puts events behind those that are there; they survive a crash when this returns.
    ///
    /// - Throws: ``Trail/TrailError`` `overloaded` where there is no room for all of them,
    ///   `outOfSpace`, `storeUnavailable`.
    public func append(_ events: [EncodedEvent]) async throws -> SpoolSize {
        var (size, letters) = self.file.withLock { ($0.size, $0.letterBytes) }
        size.events += events.count
        size.bytes += events.reduce(0) { $0 + $1.byteCount }
        guard size.bytes + letters <= self.configuration.maximumBytes else {
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
        try await self.reading { database in
            SpoolBatch(try SpoolTable(database: database).oldest(request))
        }
    }

    /// Removes all events up to `place`.
    public func remove(through place: Int64) async throws -> SpoolSize {
        let removed = try await self.write { database in
            try SpoolTable(database: database).remove(through: place)
        }
        var size = self.file.withLock { $0.size }
        size.events -= removed.events
        size.bytes -= removed.bytes
        if size.events == 0 { await self.shrink() }
        return self.know(size)
    }

    /// Puts a letter aside; after this returns it survives a crash.
    ///
    /// - Throws: ``Trail/TrailError`` `outOfSpace` also where letters take a quarter of the spool,
    ///   or where what waits leaves no room for them; `storeUnavailable`.
    public func add(_ letter: DeadLetter) async throws {
        let maximum = self.configuration.maximumBytes
        let most = min(LetterRoom.standard, maximum / 4)
        let size = LetterRoom.size(of: letter)
        let (waiting, letters) = self.file.withLock { ($0.size.bytes, $0.letterBytes + size) }
        guard letters <= most, waiting + letters <= maximum else { throw LetterRoom.full(most) }
        try await self.write { try DeadLetterTable(database: $0).add(letter) }
        self.file.withLock { $0.letterBytes += size }
    }

    /// The newest letters, newest first, at most `limit`.
    public func letters(limit: Int) async throws -> [DeadLetter] {
        try await self.reading { try DeadLetterTable(database: $0).newest(limit) }
    }
}

extension SQLiteSpool {
    var queue: DatabaseQueue { self.file.withLock { $0.queue } }

    private func reading<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await self.watched { queue in try await queue.read { try body($0) } }
    }

    private func write<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await self.watched { queue in
            try await queue.writeWithoutTransaction { database in
                try database.committing { try body(database) }
            }
        }
    }

    /// Runs `body`; a file that turns out to be damaged is set aside, and the call fails.
    private func watched<Value>(
        _ body: (DatabaseQueue) async throws -> Value
    ) async throws -> Value {
        let queue = self.queue
        do {
            return try await SQLiteFailure.translated { try await body(queue) }
        } catch let error as TrailError where error.code == .ledgerDamaged {
            try self.file.withLock { file in
                // Another call may have met the damage before.
                guard file.queue === queue else { return }
                file = try file.setAside()
            }
            throw error
        }
    }

    /// Remembers what the dead letters count.
    func know(letterBytes: Int) { self.file.withLock { $0.letterBytes = letterBytes } }

    private func know(_ size: SpoolSize) -> SpoolSize {
        self.file.withLock { $0.size = size }
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
