#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A file that is read or written from its start to its end.
///
/// A new one bears another name until it is complete and on disk, and is locked until then: what
/// bears such a name and is not locked was left by a process that has died.
final class ArchiveFile {
    /// What follows the name of a file that is not complete.
    static let draftSuffix = ".part"

    private let descriptor: Int32
    private let path: String
    /// Of a file that is written.
    private let lock: FileLock?
    /// The name until ``finish()``; `nil` for a file that is read, or is complete.
    private var draft: String?

    private static let pieceSize = 262_144

    private init(_ descriptor: Int32, path: String, lock: FileLock? = nil, draft: String? = nil) {
        self.descriptor = descriptor
        self.path = path
        self.lock = lock
        self.draft = draft
    }

    deinit {
        if let draft { unlink(draft) }
        if let lock { lock.end() } else { close(self.descriptor) }
    }

    /// Opens a file for reading.
    ///
    /// - Throws: ``ArchiveError`` `unreadable`.
    static func reading(_ path: String) throws(ArchiveError) -> ArchiveFile {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
        return ArchiveFile(descriptor, path: path)
    }

    /// Makes a file that nobody else may read.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable` where it cannot be made, or somebody else is
    ///   just writing it.
    static func writing(_ path: String) throws(TrailError) -> ArchiveFile {
        let draft = path + Self.draftSuffix
        guard let lock = try FileLock.take(draft), let descriptor = lock.descriptor else {
            throw TrailError(.storeUnavailable, "The archive \(path) is just being written.")
        }
        // What an interrupted run has left.
        guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else {
            throw Self.failure(path)
        }
        return ArchiveFile(descriptor, path: path, lock: lock, draft: draft)
    }

    /// Makes a folder that nobody else may look into, unless it is there.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable` where it cannot be made.
    static func makeFolder(_ path: String) throws(TrailError) {
        guard mkdir(path, 0o700) != 0 else { return PrivateFile.syncFolder(of: path) }
        guard errno == EEXIST else { throw Self.failure(path) }
    }

    /// Whether there is a file.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Deletes a file; one that cannot be deleted is left.
    static func delete(_ path: String) {
        unlink(path)
    }

    /// The names of what is in a folder; none where there is no such folder.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }

    /// The next bytes; `nil` at the end.
    ///
    /// - Throws: ``ArchiveError`` `unreadable`.
    func read() throws(ArchiveError) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = piece.withUnsafeMutableBytes {
                system_read(self.descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
            return count == 0 ? nil : Array(piece.prefix(count))
        }
    }

    /// Appends bytes.
    ///
    /// - Throws: ``TrailError`` `outOfSpace` or `storeUnavailable`.
    func write(_ bytes: [UInt8]) throws(TrailError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                system_write(
                    self.descriptor,
                    $0.baseAddress?.advanced(by: written),
                    $0.count - written
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(self.path) }
            written += count
        }
    }

    /// Gives the file its name, once it is on disk.
    ///
    /// - Throws: ``TrailError`` `outOfSpace` or `storeUnavailable`.
    func finish() throws(TrailError) {
        guard let draft, fsync(self.descriptor) == 0, rename(draft, self.path) == 0 else {
            throw Self.failure(self.path)
        }
        self.draft = nil
        PrivateFile.syncFolder(of: self.path)
    }

    private static func failure(_ path: String) -> TrailError {
        let code: TrailError.Code =
            errno == ENOSPC || errno == EDQUOT ? .outOfSpace : .storeUnavailable
        let reason = String(cString: strerror(errno))
        return TrailError(code, "The archive \(path) cannot be written: \(reason).")
    }
}

private func system_read(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(file, buffer, count)
}

private func system_write(_ file: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(file, buffer, count)
}
