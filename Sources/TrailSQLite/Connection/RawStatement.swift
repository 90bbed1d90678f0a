internal import GRDB
internal import GRDBSQLite

/// A statement of a connection's cache, bound and stepped through SQLite's own interface.
///
/// GRDB's bindings and rows make an object of every value; on the way of every event that is half
/// of the cost. A statement is valid within the database access that asked for it, and must be
/// ``reset()`` before the access ends.
struct RawStatement {
    private let handle: OpaquePointer

    /// The cached statement for `sql`.
    init(_ sql: String, _ database: Database) throws {
        self.handle = try database.cachedStatement(sql: sql).sqliteStatement
    }

    /// Runs until the next row.
    ///
    /// - Returns: Whether there is a row; after the last one the statement is reset.
    func step() throws -> Bool {
        switch sqlite3_step(self.handle) {
        case SQLITE_ROW:
            return true
        case SQLITE_DONE:
            sqlite3_reset(self.handle)
            return false
        default:
            let failure = SQLiteFailure(of: sqlite3_db_handle(self.handle))
            sqlite3_reset(self.handle)
            throw failure
        }
    }

    /// Runs a statement that gives no rows, or whose rows are of no interest.
    func run() throws {
        if try self.step() { self.reset() }
    }

    /// Ends the run, so that the statement holds no snapshot and can be bound again.
    func reset() {
        sqlite3_reset(self.handle)
    }
}

// MARK: - Parameters, counted from 1

extension RawStatement {
    func bind(_ number: Int64, at position: Int) {
        sqlite3_bind_int64(self.handle, Int32(position), number)
    }

    func bind(_ number: Int64?, at position: Int) {
        guard let number else { return self.bindNull(at: position) }
        self.bind(number, at: position)
    }

    func bindNull(at position: Int) {
        sqlite3_bind_null(self.handle, Int32(position))
    }

    /// Binds text that stays where it is until the statement has run.
    func bind(text: UnsafeRawBufferPointer, at position: Int) {
        sqlite3_bind_text64(
            self.handle,
            Int32(position),
            text.baseAddress?.assumingMemoryBound(to: CChar.self),
            UInt64(text.count),
            nil,
            UInt8(SQLITE_UTF8)
        )
    }

    /// Binds bytes that stay where they are until the statement has run.
    func bind(bytes: UnsafeRawBufferPointer, at position: Int) {
        sqlite3_bind_blob64(
            self.handle,
            Int32(position),
            bytes.baseAddress,
            UInt64(bytes.count),
            nil
        )
    }

    /// Binds a copy of the text.
    func bind(copying text: String, at position: Int) {
        var text = text
        text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text(
                    self.handle,
                    Int32(position),
                    $0.baseAddress,
                    Int32($0.count),
                    Self.copies
                )
            }
        }
    }

    /// Binds a copy of UTF-8 text, or NULL where there is none.
    func bind(copying text: [UInt8]?, asTextAt position: Int) {
        guard let text else { return self.bindNull(at: position) }
        text.withUnsafeBufferPointer { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text64(
                    self.handle,
                    Int32(position),
                    $0.baseAddress,
                    UInt64($0.count),
                    Self.copies,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    /// Binds a copy of the bytes.
    func bind(copying bytes: [UInt8], at position: Int) {
        bytes.withUnsafeBytes { memory in
            // Without an address it would be NULL.
            guard let address = memory.baseAddress, !memory.isEmpty else {
                sqlite3_bind_zeroblob(self.handle, Int32(position), 0)
                return
            }
            sqlite3_bind_blob64(
                self.handle,
                Int32(position),
                address,
                UInt64(memory.count),
                Self.copies
            )
        }
    }

    /// `SQLITE_TRANSIENT`.
    private static var copies: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

// MARK: - Columns, counted from 0

extension RawStatement {
    func integer(_ column: Int) -> Int64 {
        sqlite3_column_int64(self.handle, Int32(column))
    }

    func optionalInteger(_ column: Int) -> Int64? {
        self.isNull(column) ? nil : self.integer(column)
    }

    /// The type of a value; asked before the value, which may be converted.
    func type(_ column: Int) -> Int32 {
        sqlite3_column_type(self.handle, Int32(column))
    }

    /// What ``type(_:)`` says of whole numbers.
    static let integerType = SQLITE_INTEGER
    /// What it says of bytes.
    static let blobType = SQLITE_BLOB
    /// What it says where there is no value.
    static let nullType = SQLITE_NULL

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(self.handle, Int32(column)) == SQLITE_NULL
    }

    /// The bytes of text or a blob, in place: valid until the next step.
    func memory(_ column: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(self.handle, Int32(column))
        let count = sqlite3_column_bytes(self.handle, Int32(column))
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(count))
    }

    func bytes(_ column: Int) -> [UInt8] {
        [UInt8](self.memory(column))
    }

    func optionalBytes(_ column: Int) -> [UInt8]? {
        self.isNull(column) ? nil : self.bytes(column)
    }

    func text(_ column: Int) -> String {
        String(decoding: self.memory(column), as: UTF8.self)
    }

    func optionalText(_ column: Int) -> String? {
        self.isNull(column) ? nil : self.text(column)
    }
}
