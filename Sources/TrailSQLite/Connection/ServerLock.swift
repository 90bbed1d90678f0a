internal import Trail

/// The right to serve a database file: one process has it at a time, for as long as this lives.
///
/// It is a lock on a file beside the database, so it does not touch SQLite's own locks, and the
/// system gives it back when the process ends, however it ends.
final class ServerLock: Sendable {
    private let lock: FileLock

    private init(_ lock: FileLock) {
        self.lock = lock
    }

    /// Takes the lock of the database at `path`.
    ///
    /// - Throws: ``Trail/TrailError``: `alreadyServed` if another process has it;
    ///   `storeUnavailable` if the lock file cannot be opened.
    static func take(database path: String) throws(TrailError) -> ServerLock {
        guard let lock = try FileLock.take("\(path).lock") else {
            throw TrailError(
                .alreadyServed,
                "Another process serves \(path). One server at a time writes to a SQLite file; "
                    + "tools may be used beside it."
            )
        }
        return ServerLock(lock)
    }
}
