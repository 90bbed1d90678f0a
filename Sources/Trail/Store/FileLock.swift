#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
internal import Synchronization

/// A lock on a file: one holder at a time, in whatever process, until it ends or nobody refers to
/// it any more.
///
/// The system takes it from a process that ends, however it ends. It is no lock of SQLite's.
package final class FileLock: Sendable {
    /// The open file; `nil` once the lock has ended.
    private let file: Mutex<Int32?>

    private init(_ descriptor: Int32) {
        self.file = Mutex(descriptor)
    }

    deinit { self.end() }

    /// Takes the lock of the file at `path`.
    ///
    /// - Parameters:
    ///   - path: Where the file is; no link is followed.
    ///   - mustExist: Whether a file that is not there is left alone; it is made otherwise, with
    ///     mode 0600.
    /// - Returns: `nil` while another holds it, and where there must be a file and is none.
    /// - Throws: ``TrailError`` `outOfSpace` or `storeUnavailable` if the file cannot be opened.
    package static func take(
        _ path: String,
        mustExist: Bool = false
    ) throws(TrailError) -> FileLock? {
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (mustExist ? 0 : O_CREAT)
        while true {
            let descriptor = open(path, flags, 0o600)
            if descriptor < 0, mustExist, errno == ENOENT { return nil }
            guard descriptor >= 0 else { throw Self.failure("opened", path) }
            let lock = FileLock(descriptor)
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                if errno == EWOULDBLOCK { return nil }
                throw Self.failure("locked", path)
            }
            // Whoever had it before may have deleted the file, and a lock on that keeps nobody out.
            if Self.isFile(descriptor, at: path) { return lock }
        }
    }

    /// Gives the lock back; the file stays.
    package func end() {
        let descriptor = self.file.withLock { file in
            defer { file = nil }
            return file
        }
        guard let descriptor else { return }
        // Closing alone would leave the lock with a child process that is just being started and
        // still has the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Puts a few bytes in place of what is in the file, on disk when this returns.
    ///
    /// - Returns: Whether that was done.
    func write(_ bytes: [UInt8]) -> Bool {
        guard let descriptor else { return false }
        return ftruncate(descriptor, 0) == 0
            && pwrite(descriptor, bytes, bytes.count, 0) == bytes.count && fsync(descriptor) == 0
    }

    /// The open file, to be used while the lock is held; `nil` once it has ended.
    var descriptor: Int32? { self.file.withLock(\.self) }

    private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
        var one = stat()
        var other = stat()
        guard fstat(descriptor, &one) == 0, stat(path, &other) == 0 else { return false }
        return one.st_ino == other.st_ino && one.st_dev == other.st_dev
    }

    private static func failure(_ what: String, _ path: String) -> TrailError {
        let code: TrailError.Code =
            errno == ENOSPC || errno == EDQUOT ? .outOfSpace : .storeUnavailable
        return TrailError(code, "\(path) cannot be \(what): \(String(cString: strerror(errno))).")
    }
}
