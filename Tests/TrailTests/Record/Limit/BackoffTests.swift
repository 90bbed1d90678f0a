import Testing

@testable import Trail

struct BackoffTests {
    @Test(arguments: [(0, 50), (1, 50), (2, 100), (3, 200), (7, 3_200), (8, 5_000), (9_999, 5_000)])
    func `pauses double up to the last`(failures: Int, milliseconds: Int) {
        let backoff = RecordingConfiguration().retry
        #expect(backoff.pause(after: failures) == .milliseconds(milliseconds))
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
