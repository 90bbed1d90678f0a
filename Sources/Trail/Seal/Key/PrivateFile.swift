#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Small files that nobody else may read: keys, and what is kept beside them.
package enum PrivateFile {
    /// The bytes of the file; `nil` where there is none.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration` if the file cannot be read, or if it is
    ///   secret and its group or everyone may read it.
    package static func read(_ path: String, isSecret: Bool) throws(TrailError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw self.failure("cannot be opened", path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw self.failure("cannot be examined", path) }
        if isSecret, status.st_mode & 0o077 != 0 {
            throw TrailError(
                .invalidConfiguration,
                "\(path) can be read by others (mode \(self.octal(status.st_mode))). "
                    + "Run: chmod 600 \(path)"
            )
        }
        return try self.contents(of: file, path)
    }

    /// Creates the file with mode 0600, complete and on disk or not at all.
    ///
    /// - Returns: Whether it was created; `false` where it exists, which is then left alone.
    /// - Throws: ``TrailError`` `invalidConfiguration` if it cannot be written.
    package static func create(_ path: String, _ bytes: [UInt8]) throws(TrailError) -> Bool {
        let draft = try self.writeDraft(of: path, bytes)
        defer { unlink(draft) }
        // A link, not a rename: it fails where the name is taken.
        guard link(draft, path) == 0 else {
            if errno == EEXIST { return false }
            throw self.failure("cannot be created", path)
        }
        self.syncFolder(of: path)
        return true
    }

    /// Puts `bytes` in place of the file's, all or none of them, also where the power fails.
    ///
    /// The bytes are forced to disk, the folder is not: after a power failure the file may be the
    /// one before.
    /// - Throws: ``TrailError`` `invalidConfiguration` if it cannot be written.
    package static func replace(_ path: String, _ bytes: [UInt8]) throws(TrailError) {
        let draft = try self.writeDraft(of: path, bytes)
        guard rename(draft, path) == 0 else {
            let error = self.failure("cannot be replaced", path)
            unlink(draft)
            throw error
        }
    }

    /// Writes a new file beside `path`, and returns its path.
    private static func writeDraft(
        of path: String,
        _ bytes: [UInt8]
    ) throws(TrailError) -> String {
        let draft = "\(path).\(String(UInt64.random(in: 0...UInt64.max), radix: 36)).new"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        // Named by its final path: the same failure must read the same each time.
        guard file >= 0 else { throw self.failure("cannot be written", path) }
        defer { close(file) }
        guard self.write(bytes, to: file), fsync(file) == 0 else {
            let error = self.failure("cannot be written", path)
            unlink(draft)
            throw error
        }
        return draft
    }

    private static func contents(of file: Int32, _ path: String) throws(TrailError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { system_read(file, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw self.failure("cannot be read", path) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk.prefix(count))
        }
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { system_write(file, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Makes a new name in a folder survive a crash; a file system that cannot is left alone.
    static func syncFolder(of path: String) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? "."
        let file = open(folder, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }

    private static func failure(_ what: String, _ path: String) -> TrailError {
        TrailError(.invalidConfiguration, "\(path) \(what): \(String(cString: strerror(errno))).")
    }

    private static func octal(_ mode: mode_t) -> String {
        "0" + String(mode & 0o777, radix: 8)
    }
}

private func system_read(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(file, buffer.baseAddress, buffer.count)
}

private func system_write(_ file: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(file, buffer.baseAddress, buffer.count)
}
