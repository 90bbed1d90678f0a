#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
internal import GRDB

/// Keeps the write-ahead log from growing for as long as there are always readers.
///
/// SQLite begins the log anew only when a write finds nobody reading from it; readers that never
/// rest would let it grow without end. When it has become long, the writer waits for the readers
/// of that moment, which takes as long as the longest of them; who comes later does not need the
/// log.
struct LogKeeper: Sendable {
    /// Bytes from which on a log is long.
    private static let longLog: Int64 = 64 * 1_048_576
    /// Milliseconds that the writer waits for readers at the most.
    private static let patience = 100

    private let path: String
    private let busyTimeout: Int64
    private var threshold = Self.longLog

    /// Keeps the log of the database at `path`, whose connections otherwise wait `busyTimeout`.
    init(path: String, busyTimeout: Duration) {
        self.path = "\(path)-wal"
        self.busyTimeout = Int64(busyTimeout / .milliseconds(1))
    }

    /// Begins the log anew if it is long; to be called after a commit.
    mutating func keepShort(_ database: Database) {
        var status = stat()
        guard stat(self.path, &status) == 0, status.st_size > self.threshold else { return }
        do {
            try database.execute(sql: "PRAGMA busy_timeout = \(Self.patience)")
            try database.checkpoint(.restart)
            self.threshold = Self.longLog
        } catch {
            // Somebody reads for longer. Nothing is lost; when the log has grown as much again, it
            // is tried once more.
            self.threshold = Int64(status.st_size) + Self.longLog
        }
        // Without the statement the connection would wait less when another process writes.
        try? database.execute(sql: "PRAGMA busy_timeout = \(self.busyTimeout)")
    }
}
