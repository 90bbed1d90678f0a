internal import GRDB
internal import Trail

/// A database file with its connections, in the state that the store relies on.
struct OpenedDatabase {
    let path: String
    /// The file that was opened.
    let file: DatabaseFile.Identity?
    /// Whether ledgers that the key has signed may be elsewhere.
    let isPart: Bool
    let pool: DatabasePool
    /// Keeps the write-ahead log short.
    let log: LogKeeper
    /// The right to serve; tools have none.
    let lock: ServerLock?
    /// Where the search index is, or would be.
    let searchPath: String
    /// How the search index is to be opened; `nil` where there is to be none.
    let search: SQLiteConfiguration?

    /// Opens the file, or makes it, and brings its tables up to date.
    ///
    /// - Throws: ``Trail/TrailError``: `alreadyServed`, `storeUnavailable`, `notFound`,
    ///   `invalidConfiguration` for a file that is not Trail's or of a newer version,
    ///   `ledgerDamaged` for one that is no database.
    init(_ configuration: SQLiteConfiguration) throws {
        do {
            try configuration.mustExist
                ? DatabaseFile.find(at: configuration.path)
                : DatabaseFile.create(at: configuration.path)
            let path = DatabaseFile.resolve(configuration.path)
            var lock: ServerLock?
            if configuration.role == .server {
                lock = try ServerLock.take(database: path)
            }
            let pool = try DatabasePool(
                path: path,
                configuration: Self.connections(configuration)
            )
            try Self.prepareWriter(pool, configuration)
            if try Self.needsMigration(pool, path) {
                // A tool may not change tables under a running server.
                let held = try lock ?? ServerLock.take(database: path)
                try withExtendedLifetime(held) { try Schema.migrate(pool) }
            }
            self.path = path
            self.file = DatabaseFile.Identity(path: path)
            self.isPart = configuration.isPart
            self.pool = pool
            let log = try LogKeeper(path: path, busyTimeout: configuration.busyTimeout)
            pool.writeWithoutTransaction { log.watch($0) }
            self.log = log
            self.lock = lock
            self.searchPath = SearchFile.path(configuration, store: path)
            if let other = configuration.search.path { try SearchFile.check(other) }
            self.search = configuration.search.isEnabled ? configuration : nil
            if self.search == nil, configuration.role == .server {
                // Nobody would keep it free of what is removed.
                SearchFile.delete(self.searchPath)
            }
        } catch {
            throw SQLiteFailure.translation(of: error)
        }
    }

    private static func connections(_ configuration: SQLiteConfiguration) -> Configuration {
        var connections = Configuration()
        connections.label = "trail"
        connections.foreignKeysEnabled = false
        connections.maximumReaderCount = max(configuration.readers, 1)
        connections.persistentReadOnlyConnections = true
        connections.busyMode = .timeout(configuration.busyTimeout / .seconds(1))
        connections.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(configuration.readerCache)")
        }
        return connections
    }

    /// Settings of the writing connection.
    ///
    /// They follow its opening because GRDB sets
    /// `synchronous` to NORMAL after everything that a configuration can do.
    private static func prepareWriter(
        _ pool: DatabasePool,
        _ configuration: SQLiteConfiguration
    ) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA fullfsync = ON;
                    PRAGMA secure_delete = ON;
                    PRAGMA cache_size = -\(configuration.writerCache);
                    PRAGMA journal_size_limit = \(Self.journalSizeLimit);
                    """
            )
            let level = try database.firstInteger("PRAGMA synchronous")
            guard level == 2 else {
                throw TrailError(.storeUnavailable, "SQLite refuses to write synchronously.")
            }
        }
    }

    /// Bytes of the write-ahead log's file that are kept after a long read had let it grow.
    private static let journalSizeLimit = 32 * 1_048_576

    private static func needsMigration(_ pool: DatabasePool, _ path: String) throws -> Bool {
        try pool.read { database in
            try Schema.check(database, path: path)
            return try !Schema.migrator.hasCompletedMigrations(database)
        }
    }
}
