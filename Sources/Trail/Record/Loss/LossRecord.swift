#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A small file, mapped into memory, that knows how many events are buffered and not yet stored.
///
/// It survives the death of the process at any moment, for the kernel writes it out: the next
/// start learns how many events were taken in and never written, and the recorder seals a
/// `system` event that says so. A count may include events of the one write that was under way,
/// which the event states as `in_doubt`; it never leaves a lost event out. A loss of power can
/// take it back to an older state.
///
/// One process has the file open at a time. ``LossPage`` documents what is in it.
public final class LossRecord {
    private let descriptor: CInt
    private let memory: UnsafeMutableRawBufferPointer
    private var page: LossPage

    /// What earlier processes lost, to be told by this one.
    let carried: LossTally

    /// Opens the file at `path`, or makes it.
    ///
    /// - Parameters:
    ///   - path: Where the file is; its folder must exist.
    ///   - now: The time, for figures that cannot be read.
    /// - Throws: ``TrailError`` `alreadyServed` while another recorder has it open,
    ///   `invalidConfiguration` where something else is at `path` or it cannot be opened, and
    ///   `outOfSpace`.
    public init(path: String, now: Timestamp) throws(TrailError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        do throws(TrailError) {
            self.memory = try Self.map(descriptor, path)
        } catch {
            _ = close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.page = LossPage(self.memory)
        guard self.page.isKnown || self.page.isBlank else {
            // All properties are set, so `deinit` unmaps and closes.
            self.carried = LossTally()
            throw TrailError(.invalidConfiguration, "not a loss record of this version: \(path)")
        }
        self.carried = Self.carry(&self.page, now)
        self.page.format()
        // Twice, so that both copies are whole.
        for _ in 0..<2 {
            self.page.save(self.carried.losses)
            self.page.save(self.carried.traffic)
        }
    }

    deinit {
        munmap(self.memory.baseAddress, self.memory.count)
        // Closing alone would leave the lock with a child process that is just being started.
        flock(self.descriptor, LOCK_UN)
        _ = close(self.descriptor)
    }

    /// Keeps the figures of the hot path.
    func save(_ traffic: LossTally.Traffic) {
        self.page.save(traffic)
    }

    /// Keeps the losses.
    func save(_ losses: [LossReason: Loss]) {
        self.page.save(losses)
    }
}

extension LossRecord {
    private static func carry(_ page: inout LossPage, _ now: Timestamp) -> LossTally {
        guard !page.isBlank else { return LossTally() }
        let (traffic, losses) = page.load()
        var tally = LossTally(
            traffic: traffic ?? LossTally.Traffic(),
            losses: losses ?? [:]
        )
        tally.abandon(.crashed)
        if traffic == nil || losses == nil {
            tally.lose(Loss(count: 0, from: now, to: now), .unreadable)
        }
        return tally
    }

    private static func map(
        _ descriptor: CInt,
        _ path: String
    ) throws(TrailError) -> UnsafeMutableRawBufferPointer {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Self.failure("lock", path)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("stat", path) }
        if status.st_size < LossPage.byteCount {
            try Self.allocate(descriptor, path)
        }
        let memory = mmap(
            nil,
            LossPage.byteCount,
            PROT_READ | PROT_WRITE,
            MAP_SHARED,
            descriptor,
            0
        )
        guard let memory, memory != MAP_FAILED else { throw Self.failure("map", path) }
        return UnsafeMutableRawBufferPointer(start: memory, count: LossPage.byteCount)
    }

    /// Takes the room on the disk now: a store into mapped memory that has none kills the process.
    private static func allocate(_ descriptor: CInt, _ path: String) throws(TrailError) {
        let zeros = [UInt8](repeating: 0, count: LossPage.byteCount)
        guard pwrite(descriptor, zeros, zeros.count, 0) == zeros.count, fsync(descriptor) == 0
        else { throw Self.failure("write", path) }
    }

    private static func failure(_ call: String, _ path: String) -> TrailError {
        let number = errno
        let code: TrailError.Code =
            switch number {
            case EWOULDBLOCK: .alreadyServed
            case ENOSPC, EDQUOT: .outOfSpace
            default: .invalidConfiguration
            }
        let reason = String(cString: strerror(number))
        return TrailError(code, "cannot \(call) the loss record \(path): \(reason)")
    }
}
