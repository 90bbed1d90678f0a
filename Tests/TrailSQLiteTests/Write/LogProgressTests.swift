import Testing
import TrailTesting

@testable import TrailSQLite

@Suite struct LogProgressTests {
    @Test func `hands a log of the usual length over, once`() {
        var log = LogProgress()
        log.grow(to: LogProgress.usual - 1)
        #expect(log.next() == .nothing)
        log.grow(to: LogProgress.usual)
        #expect(log.next() == .handOver)
        log.grow(to: LogProgress.usual + 5_000)
        #expect(log.next() == .nothing, "it is being moved")
        log.settle((moved: 4_000, length: 4_000))
        #expect(log.next() == .handOver, "much has come meanwhile")
    }

    @Test func `leaves little to a commit, and begins anew`() {
        var log = LogProgress()
        log.grow(to: 4_000)
        #expect(log.next() == .handOver)
        log.grow(to: 4_000 + LogProgress.few)
        log.settle((moved: 4_000, length: 4_000))
        #expect(log.next() == .finish)
        log.settle((moved: 4_400, length: 4_400))
        #expect(log.next() == .nothing, "not at each commit")
        log.grow(to: 12)
        #expect(log.next() == .nothing)
        log.grow(to: 4_000)
        #expect(log.next() == .handOver)
    }

    @Test func `tries again when the log has grown, where readers held it or it failed`() {
        var log = LogProgress()
        log.grow(to: 4_000)
        #expect(log.next() == .handOver)
        log.settle(nil)
        #expect(log.next() == .nothing)
        log.grow(to: 4_000 + LogProgress.few)
        #expect(log.next() == .handOver)
        log.settle((moved: 10, length: 4_400))
        #expect(log.next() == .nothing)
        log.grow(to: LogProgress.long + 1)
        #expect(log.next() == .restart, "readers hold it")
        log.postpone()
        #expect(log.next() == .handOver)
        log.settle((moved: 10, length: LogProgress.long + 1))
        log.grow(to: 2 * LogProgress.long + 2)
        #expect(log.next() == .restart)
    }

    @Test func `is moved at once where that is asked for, though not twice at a time`() {
        var log = LogProgress()
        #expect(log.moveAtOnce() == false, "there is nothing to move")
        log.grow(to: 7)
        #expect(log.moveAtOnce() == true)
        #expect(log.moveAtOnce() == false)
        log.settle((moved: 5, length: 7))
        #expect(log.moveAtOnce() == true)
        log.settle((moved: 7, length: 7))
        #expect(log.moveAtOnce() == false, "all of it has been")
    }

    @Test func `waits for a slow disk only when the log has become very long`() {
        var log = LogProgress()
        log.grow(to: 2 * LogProgress.long)
        #expect(log.next() == .handOver, "one transaction may have written all of it")
        log.grow(to: LogProgress.most)
        #expect(log.next() == .nothing)
        log.grow(to: LogProgress.most + 1)
        #expect(log.next() == .restart)
    }

    @Test func `does not take what was moved of an earlier log for this one's`() {
        var log = LogProgress()
        log.grow(to: 9_000)
        #expect(log.next() == .handOver)
        log.grow(to: 4_100)
        #expect(log.next() == .nothing, "the earlier one is still being moved")
        log.settle((moved: 9_000, length: 9_000))
        #expect(log.next() == .handOver)
    }

    /// A log that is moved faster than it grows stays within a little more than its usual length,
    /// however its commits fall.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `keeps any log short that can be moved`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var log = LogProgress()
        var (length, moved, moving) = (0, 0, 0)
        var longest = 0
        for _ in 0..<5_000 {
            // A commit; it begins the log anew where everything is in the database.
            if moved == length { (length, moved) = (0, 0) }
            length += Int.random(in: 1...200, using: &random)
            log.grow(to: length)
            longest = max(longest, length)
            if moving > 0 {
                moved = min(moving, moved + Int.random(in: 200...900, using: &random))
                if moved == moving {
                    log.settle((moved: moved, length: moving))
                    moving = 0
                }
            }
            switch log.next() {
            case .nothing: break
            case .handOver: moving = length
            case .finish:
                moved = length
                log.settle((moved: moved, length: length))
            case .restart: Issue.record("it is never long")
            }
        }
        #expect(longest < 2 * LogProgress.usual + 2_000)
    }
}
