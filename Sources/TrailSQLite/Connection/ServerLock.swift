#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
internal import Trail

/// The right to serve a database file: one process has it at a time, for as long as this lives.
///
/// It is a lock on a file beside the database, so it does not touch SQLite's own locks, and the
/// system gives it back when the process ends, however it ends.
final class ServerLock: Sendable {
    private let file: Int32

    private init(file: Int32) {
        self.file = file
    }

    deinit {
        // Closing alone would leave the lock with a child process that is just being started and
        // still has the descriptor.
        flock(self.file, LOCK_UN)
        close(self.file)
    }

    /// Takes the lock of the database at `path`.
    ///
    /// - Throws: ``Trail/TrailError``: `alreadyServed` if another process has it;
    ///   `storeUnavailable` if the lock file cannot be opened.
    static func take(database path: String) throws(TrailError) -> ServerLock {
        let file = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw TrailError(
                .storeUnavailable,
                "\(path).lock cannot be opened: \(String(cString: strerror(errno)))."
            )
        }
        let lock = ServerLock(file: file)
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            throw TrailError(
                .alreadyServed,
                "Another process serves \(path). One server at a time writes to a SQLite file; "
                    + "tools may be used beside it."
            )
        }
        return lock
    }
}
