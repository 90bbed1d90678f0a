internal import GRDB
internal import Trail

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The file of a spool, open, and what is known of it.
struct SpoolFile {
    let path: String
    let queue: DatabaseQueue
    /// What is in it; found out once and then kept up to date.
    var size: SpoolSize
    /// What the dead letters in it count.
    var letterBytes: Int
    /// What was set aside and nobody was told of yet.
    var damage: SpoolDamage?

    /// Opens the file at `path`; sets aside one of ours that the disk has spoiled.
    static func open(_ path: String) throws -> SpoolFile {
        do {
            return try SpoolFile(path)
        } catch  where Self.isDamage(error) {
            let place = try Self.moveAway(path)
            try DatabaseFile.create(at: path)
            var file = try SpoolFile(path)
            file.damage = SpoolDamage(place: place, events: nil)
            return file
        }
    }

    /// Sets the file aside; the one that takes its place is empty.
    ///
    /// Events that were told as damaged before and that nobody has asked about count as well.
    func setAside() throws -> SpoolFile {
        // What a damaged file has left to say while it is closed does not matter.
        try? self.queue.close()
        do {
            let place = try Self.moveAway(self.path)
            try DatabaseFile.create(at: self.path)
            var file = try SpoolFile(self.path)
            let before = self.damage.map { $0.events } ?? 0
            file.damage = SpoolDamage(
                place: place,
                events: before.map { $0 + self.size.events }
            )
            return file
        } catch {
            throw SQLiteFailure.translation(of: error)
        }
    }

    private init(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: Self.connection)
        do {
            try Self.prepare(queue)
            try SpoolSchema.migrate(queue, path: path)
            (self.size, self.letterBytes) = try queue.read { database in
                let letters = try DeadLetterTable(database: database).byteCount()
                return (try SpoolTable(database: database).size(), letters)
            }
        } catch {
            try? queue.close()
            throw error
        }
        self.path = path
        self.queue = queue
    }
}

extension SpoolFile {
    /// Whether a page is spoiled.
    ///
    /// A file that is no database at all may be anybody's, and is left where it is.
    private static func isDamage(_ error: any Error) -> Bool {
        guard let error = SQLiteFailure.translation(of: error) as? TrailError,
            let failure = error.cause as? SQLiteFailure
        else { return false }
        return error.code == .ledgerDamaged && failure.code & 0xFF == Self.corrupt
    }

    /// SQLite's code for a spoiled page.
    private static let corrupt: Int32 = 11

    /// Renames the file and those that SQLite keeps beside it.
    private static func moveAway(_ path: String) throws(TrailError) -> String {
        let place = "\(path).damaged-\(Timestamp.now().microseconds)"
        for suffix in ["-wal", "-shm", ""] {
            guard rename(path + suffix, place + suffix) != 0, errno != ENOENT else { continue }
            throw TrailError(
                .storeUnavailable,
                "\(path) is damaged and cannot be set aside: \(String(cString: strerror(errno)))."
            )
        }
        return place
    }

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
}
