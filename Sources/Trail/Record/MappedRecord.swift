#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A small file of a fixed size, mapped into memory; one process has it open at a time.
///
/// What is stored into the memory survives the death of the process at any moment, for the kernel
/// writes it out. A loss of power can take it back to an older state.
final class MappedRecord {
    /// The file's bytes.
    let memory: UnsafeMutableRawBufferPointer
    private let descriptor: CInt

    /// Opens the file at `path`, or makes it, filled with zeros.
    ///
    /// - Parameters:
    ///   - path: Where it is; its folder must exist.
    ///   - byteCount: How much of it is used.
    ///   - name: What it is called in errors.
    /// - Throws: ``TrailError`` `alreadyServed` while another process has it open,
    ///   `invalidConfiguration` where it cannot be opened, and `outOfSpace`.
    init(path: String, byteCount: Int, called name: String) throws(TrailError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("open the \(name) \(path)") }
        do throws(TrailError) {
            self.memory = try Self.map(descriptor, byteCount, "the \(name) \(path)")
        } catch {
            _ = close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit {
        munmap(self.memory.baseAddress, self.memory.count)
        // Closing alone would leave the lock with a child process that is just being started.
        flock(self.descriptor, LOCK_UN)
        _ = close(self.descriptor)
    }

    private static func map(
        _ descriptor: CInt,
        _ byteCount: Int,
        _ file: String
    ) throws(TrailError) -> UnsafeMutableRawBufferPointer {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Self.failure("lock \(file)") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("stat \(file)") }
        if status.st_size < byteCount {
            try Self.allocate(descriptor, byteCount, file)
        }
        let memory = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let memory, memory != MAP_FAILED else { throw Self.failure("map \(file)") }
        return UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
    }

    /// Takes the room on the disk now: a store into mapped memory that has none kills the process.
    private static func allocate(
        _ descriptor: CInt,
        _ byteCount: Int,
        _ file: String
    ) throws(TrailError) {
        let zeros = [UInt8](repeating: 0, count: byteCount)
        guard pwrite(descriptor, zeros, zeros.count, 0) == zeros.count, fsync(descriptor) == 0
        else { throw Self.failure("write \(file)") }
    }

    private static func failure(_ attempt: String) -> TrailError {
        let number = errno
        let code: TrailError.Code =
            switch number {
            case EWOULDBLOCK: .alreadyServed
            case ENOSPC, EDQUOT: .outOfSpace
            default: .invalidConfiguration
            }
        return TrailError(code, "cannot \(attempt): \(String(cString: strerror(number)))")
    }
}
