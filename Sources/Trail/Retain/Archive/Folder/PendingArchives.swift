internal import Synchronization

/// The archives of one process that no sealed record names yet.
///
/// Beside each of them is a file with the name of its tenant, locked as long as the process lives:
/// where it is not locked, the process has died, and whether there is a record must be looked up.
final class PendingArchives: Sendable {
    /// What follows the name of an archive in the name of that file.
    static let suffix = ".unrecorded"

    private let locks = Mutex<[String: FileLock]>([:])

    /// Notes that an archive of `tenant` is to be made at `path`.
    ///
    /// - Throws: ``TrailError`` `outOfSpace` or `storeUnavailable` where that cannot be noted, or
    ///   somebody else is just making it.
    func begin(_ path: String, of tenant: TenantID) throws(TrailError) {
        guard let lock = try FileLock.take(path + Self.suffix) else {
            throw TrailError(.storeUnavailable, "The archive \(path) is just being made.")
        }
        guard lock.write(Array(tenant.name.utf8)) else {
            ArchiveFile.delete(path + Self.suffix)
            throw TrailError(.storeUnavailable, "\(path)\(Self.suffix) cannot be written.")
        }
        PrivateFile.syncFolder(of: path)
        self.locks.withLock { $0[path] = lock }
    }

    /// Forgets an archive.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - isSettled: Whether there is nothing to look up any more.
    func end(_ path: String, isSettled: Bool) {
        let lock = self.locks.withLock { $0.removeValue(forKey: path) }
        // Another process must not come to hold the lock of a file that is about to be deleted.
        if isSettled { ArchiveFile.delete(path + Self.suffix) }
        lock?.end()
    }
}
