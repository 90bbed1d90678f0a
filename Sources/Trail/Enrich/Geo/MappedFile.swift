#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file's bytes, mapped into memory for as long as the object lives.
///
/// A file that is replaced by another one under its name stays as it was mapped. One that is
/// overwritten in place does not, and reading behind its new end would end the process, so it is
/// looked at before each reading.
final class MappedFile: Sendable {
    /// What tells one state of a file from another.
    struct Identity: Sendable, Hashable {
        private let device: UInt64
        private let number: UInt64
        /// The file's bytes.
        let size: Int
        private let seconds: Int
        private let nanoseconds: Int

        fileprivate init(_ status: stat) {
            self.device = UInt64(truncatingIfNeeded: status.st_dev)
            self.number = UInt64(truncatingIfNeeded: status.st_ino)
            self.size = Int(status.st_size)
            #if canImport(Darwin)
            let changed = status.st_mtimespec
            #else
            let changed = status.st_mtim
            #endif
            self.seconds = Int(changed.tv_sec)
            self.nanoseconds = Int(changed.tv_nsec)
        }

        /// The state of the file that `path` names now; `nil` where it names none.
        init?(path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            self.init(status)
        }
    }

    /// The state in which it was mapped.
    let identity: Identity
    private let descriptor: CInt
    // Mapped without the right to write, unmapped by nobody before `deinit`: any thread may read.
    private nonisolated(unsafe) let memory: UnsafeRawBufferPointer

    /// Maps the file at `path`.
    ///
    /// - Throws: ``GeoDatabaseError`` where it is no regular file that can be read, or is empty.
    init(path: String) throws(GeoDatabaseError) {
        // Not blocking: a pipe without a writer would never open.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failure("cannot be opened", path) }
        do throws(GeoDatabaseError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                throw Self.failure("cannot be examined", path)
            }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw GeoDatabaseError(path: path, "is not a file")
            }
            guard status.st_size > 0 else { throw GeoDatabaseError(path: path, "is empty") }
            let size = Int(status.st_size)
            guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0),
                start != MAP_FAILED
            else { throw Self.failure("cannot be mapped", path) }
            self.memory = UnsafeRawBufferPointer(start: start, count: size)
            self.identity = Identity(status)
            self.descriptor = descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: self.memory.baseAddress), self.memory.count)
        close(self.descriptor)
    }

    /// Reads the bytes; they must not be kept.
    ///
    /// - Throws: `GeoFault.changed` where the file was written to since it was mapped.
    func read<Value>(
        _ body: (UnsafeRawBufferPointer) throws(GeoFault) -> Value
    ) throws(GeoFault) -> Value {
        var status = stat()
        guard fstat(self.descriptor, &status) == 0, Identity(status) == self.identity else {
            throw .changed
        }
        return try body(self.memory)
    }

    private static func failure(_ what: String, _ path: String) -> GeoDatabaseError {
        GeoDatabaseError(path: path, "\(what): \(String(cString: strerror(errno)))")
    }
}
