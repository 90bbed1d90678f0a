internal import GRDB
internal import GRDBSQLite

/// The file of a database as SQLite has it open.
///
/// A file that is opened and closed beside SQLite takes its locks away, so there is no other way to
/// its bytes. Valid within the database access that asked for it.
struct DatabaseHandle {
    private let file: UnsafeMutablePointer<sqlite3_file>
    private let methods: sqlite3_io_methods

    /// The main file of a connection; `nil` where SQLite does not give it.
    init?(_ database: Database) {
        var pointer: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &pointer) {
            sqlite3_file_control(
                database.sqliteConnection,
                "main",
                SQLITE_FCNTL_FILE_POINTER,
                $0
            )
        }
        guard code == SQLITE_OK, let pointer, let methods = pointer.pointee.pMethods else {
            return nil
        }
        self.file = pointer
        self.methods = methods.pointee
    }

    /// Gives `body` so many bytes from a place on.
    ///
    /// - Throws: ``SQLiteFailure`` where they cannot be read; what `body` throws.
    func read(
        _ count: Int,
        at place: Int64,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        defer { buffer.deallocate() }
        try Self.check(
            self.methods.xRead?(self.file, buffer.baseAddress, Int32(count), place)
        )
        try body(UnsafeRawBufferPointer(buffer))
    }

    /// How many bytes at the end of each page are not SQLite's, as the file's header says.
    func reservedBytes() throws -> Int {
        var reserved = 0
        try self.read(100, at: 0) { reserved = Int($0[20]) }
        return reserved
    }

    /// Writes so many zeros from a place on.
    func zero(_ count: Int, at place: Int64) throws {
        let zeros = [UInt8](repeating: 0, count: count)
        try Self.check(
            zeros.withUnsafeBytes {
                self.methods.xWrite?(self.file, $0.baseAddress, Int32(count), place)
            }
        )
    }

    /// Returns when what was written is on disk.
    func sync() throws {
        try Self.check(self.methods.xSync?(self.file, SQLITE_SYNC_FULL))
    }

    private static func check(_ code: Int32?) throws {
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code ?? SQLITE_IOERR),
                message: "the file cannot be read or written"
            )
        }
    }
}
