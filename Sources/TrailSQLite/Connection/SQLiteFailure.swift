internal import GRDB
internal import GRDBSQLite
internal import Trail

/// What SQLite said when something failed: the cause within a ``Trail/TrailError``.
public struct SQLiteFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// SQLite's extended result code.
    public let code: Int32
    /// SQLite's message, which names tables and columns, never values.
    public let message: String

    /// Code and message.
    public var description: String { "SQLite \(self.code): \(self.message)" }
}

extension SQLiteFailure {
    /// The failure that a connection has just met.
    init(of connection: OpaquePointer?) {
        self.code = sqlite3_extended_errcode(connection)
        self.message = String(cString: sqlite3_errmsg(connection))
    }

    /// The failure that GRDB tells of.
    init(_ error: DatabaseError) {
        self.code = error.extendedResultCode.rawValue
        self.message = error.message ?? ""
    }

    /// Whether a row of the same key was there already.
    var isDuplicate: Bool {
        // SQLITE_CONSTRAINT_UNIQUE and _PRIMARYKEY, macros that Swift does not see.
        [SQLITE_CONSTRAINT | 8 << 8, SQLITE_CONSTRAINT | 6 << 8].contains(self.code)
    }

    /// Whether the file contradicts itself.
    var isCorruption: Bool { self.code & 0xFF == SQLITE_CORRUPT }

    /// Whether a statement names an index that is gone, or that was made one of some rows only.
    private var isAboutIndex: Bool {
        self.code == SQLITE_ERROR
            && (self.message.hasPrefix("no such index") || self.message == "no query solution")
    }

    /// The error for callers, by the kind of the failure.
    var trailError: TrailError {
        let (code, sentence): (TrailError.Code, String) =
            switch self.code & 0xFF {
            case _ where self.isAboutIndex:
                (.ledgerDamaged, "An index of the event store is gone; run: trail verify --fix")
            case SQLITE_FULL:
                (.outOfSpace, "There is no room left for the event store.")
            case SQLITE_CORRUPT, SQLITE_NOTADB:
                (.ledgerDamaged, "The file of the event store is damaged.")
            case SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_CONSTRAINT, SQLITE_RANGE:
                (.unstorable, "The event store refuses what is to be stored.")
            case SQLITE_BUSY, SQLITE_LOCKED:
                (.storeUnavailable, "Another process holds the event store.")
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
                (.storeUnavailable, "The event store cannot be written to.")
            default:
                (.storeUnavailable, "The event store cannot be read or written.")
            }
        return TrailError(code, sentence, cause: self)
    }
}

extension SQLiteFailure {
    /// Runs `body` and turns what GRDB and SQLite throw into errors of Trail.
    ///
    /// Cancellation passes through, as do errors that are Trail's own.
    static func translated<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw self.translation(of: error)
        }
    }

    /// Whether `error` says that the disk is full.
    static func isOutOfSpace(_ error: any Error) -> Bool {
        (self.translation(of: error) as? TrailError)?.code == .outOfSpace
    }

    /// The error that crosses the seam in place of `error`.
    static func translation(of error: any Error) -> any Error {
        let failure: SQLiteFailure
        switch error {
        case let own as SQLiteFailure:
            failure = own
        case let foreign as DatabaseError:
            failure = SQLiteFailure(foreign)
        default:
            return error
        }
        // SQLite is interrupted only when the task that waits for it is cancelled.
        guard failure.code & 0xFF != SQLITE_INTERRUPT else { return CancellationError() }
        return failure.trailError
    }
}
