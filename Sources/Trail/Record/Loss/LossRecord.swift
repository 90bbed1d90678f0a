/// A small file, mapped into memory, that knows how many events are buffered and not yet stored.
///
/// It survives the death of the process at any moment, for the kernel writes it out: the next
/// start learns how many events were taken in and never written, and the recorder seals a
/// `system` event that says so. A count may include events of the one write that was under way,
/// which the event states as `in_doubt`; it never leaves a lost event out. A loss of power can
/// take it back to an older state.
///
/// One process has the file open at a time. Meanwhile it may be removed or replaced, and nothing
/// but its figures is lost; cutting it short kills the process, as it does with the `-shm` file of
/// SQLite. ``LossPage`` documents what is in it.
public final class LossRecord {
    private let file: MappedRecord
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
        let file = try MappedRecord(
            path: path,
            byteCount: LossPage.byteCount,
            called: "loss record"
        )
        var page = LossPage(file.memory)
        guard page.isKnown || page.isBlank else {
            throw TrailError(.invalidConfiguration, "not a loss record of this version: \(path)")
        }
        self.file = file
        self.carried = Self.carry(&page, now)
        self.page = page
        self.page.format()
        // Twice, so that both copies are whole.
        for _ in 0..<2 {
            self.page.save(self.carried.losses)
            self.page.save(self.carried.traffic)
        }
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
}
