internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// Keeps the write-ahead log short, and commits from waiting until that is done.
///
/// SQLite would have a commit move the pages of a long log into the database. Where they come from
/// all over the file, as a removal leaves them, that takes a tenth of a second, in which nothing is
/// recorded. Here a connection of its own moves them, and sees them on disk, while the writer goes
/// on, again and again until few are left; those a commit moves, and the next one begins the log
/// anew.
///
/// Readers that never rest would let the log grow without end all the same. When it has become
/// long, the writer waits for the readers of that moment, which takes as long as the longest of
/// them; who comes later does not need the log.
final class LogKeeper: Sendable {
    /// Milliseconds that the writer waits for readers at the most.
    private static let patience: Int32 = 100

    private let mover: DatabaseQueue
    private let busyTimeout: Int32
    /// Where the log stands.
    let progress = Mutex(LogProgress())

    /// Keeps the log of the database at `path`, whose connections otherwise wait `busyTimeout`.
    init(path: String, busyTimeout: Duration) throws {
        var configuration = Configuration()
        configuration.label = "trail.log"
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        self.mover = try DatabaseQueue(path: path, configuration: configuration)
        self.busyTimeout = Int32(busyTimeout / .milliseconds(1))
        try self.mover.writeWithoutTransaction { database in
            // Without a size, the bytes of a log would stay that is kept when it is closed last.
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA checkpoint_fullfsync = ON;
                    PRAGMA journal_size_limit = 0;
                    """
            )
            // An empty log stays beside the database, whoever closes last.
            var isKept: Int32 = 1
            sqlite3_file_control(
                database.sqliteConnection,
                nil,
                SQLITE_FCNTL_PERSIST_WAL,
                &isKept
            )
        }
    }

    /// Learns from `database`, which writes, how long its commits make the log; they move nothing by
    /// themselves from now on.
    ///
    /// The connection must not commit any more once the keeper is gone.
    func watch(_ database: Database) {
        let keeper = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            database.sqliteConnection,
            { keeper, _, _, pages in
                guard let keeper else { return SQLITE_OK }
                Unmanaged<LogKeeper>.fromOpaque(keeper).takeUnretainedValue()
                    .progress.withLock { $0.grow(to: Int(pages)) }
                return SQLITE_OK
            },
            keeper
        )
    }

    /// Sees to the log; to be called after a commit, on the connection that writes.
    func keepShort(_ database: Database) {
        switch self.progress.withLock({ $0.next() }) {
        case .nothing: break
        case .handOver: self.moveAside()
        case .finish: self.move(database, isAside: false)
        case .restart: self.restart(database)
        }
    }

    /// Sees to the log after a write has failed because the disk is full.
    ///
    /// What readers held when the log was moved last they may have let go since. Where its pages have
    /// room in the database, as those have that were there before, the log is begun anew by the
    /// write that follows, and its own room may be all that there is.
    func makeRoom() {
        if self.progress.withLock({ $0.moveAtOnce() }) { self.moveAside() }
    }

    private func moveAside() {
        self.mover.asyncWriteWithoutTransaction { self.move($0, isAside: true) }
    }

    /// Moves what no reader needs any more.
    private func move(_ database: Database, isAside: Bool) {
        guard let connection = database.sqliteConnection else { return }
        var (length, moved): (Int32, Int32) = (0, 0)
        // Nothing is lost where it fails, be it that another process does the same; it is tried
        // again when the log has grown.
        let code = sqlite3_wal_checkpoint_v2(
            connection,
            nil,
            SQLITE_CHECKPOINT_PASSIVE,
            &length,
            &moved
        )
        // SQLite waits for the disk only where the log has not grown meanwhile; what it left in the
        // system's memory, the commit that moves the rest would wait for.
        if isAside, code == SQLITE_OK { try? DatabaseHandle(database)?.sync() }
        let result = code == SQLITE_OK ? (moved: Int(moved), length: Int(length)) : nil
        self.progress.withLock { $0.settle(result) }
    }

    private func restart(_ database: Database) {
        guard let connection = database.sqliteConnection else { return }
        self.wait()
        // Not by statements: those fail in a task that is cancelled, and the connection would go on
        // waiting less when another process writes.
        sqlite3_busy_timeout(connection, Self.patience)
        defer { sqlite3_busy_timeout(connection, self.busyTimeout) }
        let code = sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_RESTART, nil, nil)
        guard code != SQLITE_OK, code != SQLITE_INTERRUPT else { return }
        // Somebody reads for longer. Nothing is lost.
        self.progress.withLock { $0.postpone() }
    }

    /// Returns when nothing is being moved: SQLite refuses to empty a log meanwhile.
    func wait() {
        self.mover.writeWithoutTransaction { _ in }
    }

    /// Empties the log, in which removed text could still be read; on the connection that writes.
    ///
    /// - Throws: GRDB's error, `SQLITE_BUSY` where a reader or another process is in the way.
    func empty(_ database: Database) throws {
        guard database.sqliteConnection != nil else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the store is closed")
        }
        self.wait()
        try database.checkpoint(.truncate)
    }

    /// Closes the connection; what has been committed is in the log at least.
    func close() throws {
        try self.mover.close()
    }
}
