#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
internal import Trail

/// The file of the store, as the file system sees it.
enum DatabaseFile {
    /// What tells the file from another one that takes its name.
    struct Identity: Sendable, Equatable {
        private let device: UInt64
        private let number: UInt64

        /// The file that `path` names; `nil` where it names none.
        init?(path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            self.device = UInt64(truncatingIfNeeded: status.st_dev)
            self.number = UInt64(truncatingIfNeeded: status.st_ino)
        }
    }

    /// The path of the file itself, behind links: a lock beside a link is no lock.
    static func resolve(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Makes sure that there is a file.
    ///
    /// - Throws: ``Trail/TrailError`` `notFound` where there is none.
    static func find(at path: String) throws(TrailError) {
        guard access(path, F_OK) != 0 else { return }
        throw TrailError(.notFound, "There is no event store at \(path).")
    }

    /// Creates the file, readable by its owner only, unless it exists.
    ///
    /// SQLite gives the files it makes beside it the same mode.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` if it cannot be created.
    static func create(at path: String) throws(TrailError) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file < 0 else {
            close(file)
            return
        }
        guard errno != EEXIST else { return }
        throw TrailError(
            .storeUnavailable,
            "\(path) cannot be created: \(String(cString: strerror(errno)))."
        )
    }
}
