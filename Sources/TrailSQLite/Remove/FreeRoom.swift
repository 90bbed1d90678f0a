#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
internal import GRDB
internal import GRDBSQLite

/// Overwrites the room in the pages of a database file that nothing uses.
///
/// `secure_delete` zeroes what is deleted, but not the copies that SQLite leaves behind when it
/// moves cells from a full page to another: with many values in an index one of ten that were
/// deleted can still be read in some gap. Only `VACUUM` would take them out, and that writes the
/// whole file anew while everybody waits. So this goes through the file itself, some thousand pages
/// at a time, and zeroes the gaps with the file handle of SQLite.
///
/// That is safe because of what is known while a step runs: the write-ahead log is empty and the
/// writer's lock is held, so the file is the database and nobody changes it; readers never look at
/// the gaps; a page is only touched if all of it is as the file format says. Every step ends with a
/// commit, by which other processes know that the pages they remember are not those of the file.
struct FreeRoom: Sendable {
    /// What a step has come to.
    enum Step: Sendable {
        /// There is more, from here on.
        case next(FreeRoom)
        /// Everything was overwritten.
        case done
        /// Somebody is in the way; try again.
        case busy
        /// The file is not of a sort whose pages can be told apart.
        case impossible
    }

    /// How often a step is tried.
    static let patience = 200
    /// Pages of a step: 16 MiB, some 20 ms.
    private static let pages: Int64 = 4_096
    /// From this many pages on, a page of a long text could look like one of a tree.
    private static let mostPages: Int64 = 1 << 24

    /// The first page that was not looked at, from 0.
    private var place: Int64 = 0

    /// Looks at the next pages, on the connection that writes.
    ///
    /// Whatever empties the write-ahead log throws `SQLITE_BUSY` where it cannot.
    func step(_ database: Database, emptyLog: (Database) throws -> Void) throws -> Step {
        do {
            try emptyLog(database)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return .busy
        }
        var result = Step.busy
        try database.inTransaction(.immediate) {
            guard Self.isLogEmpty(database) else { return .rollback }
            result = try self.overwrite(database)
            let version = try database.firstInteger("PRAGMA user_version") ?? 0
            try database.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
        // The pages in memory still have what was overwritten, and must not be written again.
        sqlite3_db_release_memory(database.sqliteConnection)
        if case .done = result { try? emptyLog(database) }
        return result
    }

    private func overwrite(_ database: Database) throws -> Step {
        let size = try database.firstInteger("PRAGMA page_size") ?? 0
        let count = try database.firstInteger("PRAGMA page_count") ?? 0
        let vacuum = try database.firstInteger("PRAGMA auto_vacuum") ?? 0
        guard size >= 512, vacuum == 0, count < Self.mostPages,
            let file = DatabaseHandle(database)
        else { return .impossible }
        let end = min(self.place + Self.pages, count)
        guard self.place < end else { return .done }
        let bytes = Int(size)
        var hasChanged = false
        try file.read(Int(end - self.place) * bytes, at: self.place * size) { pages in
            let reserved = self.place == 0 ? Int(pages[20]) : try file.reservedBytes()
            for number in 0..<Int(end - self.place) {
                let range = number * bytes..<(number + 1) * bytes
                let page = UnsafeRawBufferPointer(rebasing: pages[range])
                let isFirst = self.place == 0 && number == 0
                guard let layout = PageLayout(page, reserved: reserved, isFirst: isFirst) else {
                    continue
                }
                for gap in layout.gaps where page[gap].contains(where: { $0 != 0 }) {
                    let offset = (self.place + Int64(number)) * size + Int64(gap.lowerBound)
                    try file.zero(gap.count, at: offset)
                    hasChanged = true
                }
            }
        }
        if hasChanged { try file.sync() }
        guard end < count else { return .done }
        var next = self
        next.place = end
        return .next(next)
    }

    private static func isLogEmpty(_ database: Database) -> Bool {
        guard let path = sqlite3_db_filename(database.sqliteConnection, "main") else {
            return false
        }
        var status = stat()
        guard stat(String(cString: path) + "-wal", &status) == 0 else { return errno == ENOENT }
        return status.st_size == 0
    }
}
