import Testing
import TrailTesting

@testable import Trail

struct BackoffTests {
    @Test(arguments: [(0, 50), (1, 50), (2, 100), (3, 200), (7, 3_200), (8, 5_000), (9_999, 5_000)])
    func `pauses double up to the last`(failures: Int, milliseconds: Int) {
        let backoff = RecordingConfiguration().retry
        #expect(backoff.pause(after: failures) == .milliseconds(milliseconds))
    }

    @Test func `jitter shortens a pause by as much as it may, the same for the same seed`() {
        let backoff = Backoff(first: .seconds(1), last: .seconds(8), jitter: 0.5)
        var one = SeededGenerator(seed: 7)
        var other = SeededGenerator(seed: 7)
        var drawn: Set<Duration> = []
        for failures in 1...200 {
            let pause = backoff.pause(after: failures, using: &one)
            let longest = backoff.pause(after: failures)
            #expect(pause > longest / 2 - .nanoseconds(1) && pause <= longest)
            #expect(pause == backoff.pause(after: failures, using: &other))
            drawn.insert(pause)
        }
        #expect(drawn.count > 190)
        let steady = Backoff(first: .seconds(1), last: .seconds(8))
        #expect(steady.pause(after: 2, using: &one) == .seconds(2))
    }
}

struct ReminderTests {
    @Test func `one line stands for all that were held back`() {
        var reminder = Reminder(every: .seconds(60))
        let start = ContinuousClock.now
        #expect(reminder.occasions(at: start) == 1)
        #expect(reminder.occasions(at: start + .seconds(1)) == nil)
        #expect(reminder.occasions(at: start + .seconds(59)) == nil)
        #expect(reminder.occasions(at: start + .seconds(60)) == 3)
        reminder.reset()
        #expect(reminder.occasions(at: start + .seconds(61)) == 1)
    }
}
