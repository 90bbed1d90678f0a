import Testing
import Trail

@testable import TrailClient

@Suite struct RetryAfterTests {
    /// 1994-11-06T08:49:30Z.
    private let now = Timestamp(microseconds: 784_111_770_000_000)

    @Test(arguments: [
        "7", "07", " 7", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ]) func `reads seconds and all forms of a date`(text: String) {
        #expect(RetryAfter.pause(text, now: self.now) == .seconds(7))
    }

    @Test func `a date that has passed asks for nothing`() {
        #expect(RetryAfter.pause("Sun, 06 Nov 1994 08:49:00 GMT", now: self.now) == .zero)
        #expect(RetryAfter.pause("0", now: self.now) == .zero)
    }

    @Test func `a number beyond all bounds is a long time`() {
        let pause = RetryAfter.pause("99999999999999999999999", now: self.now)
        #expect(pause.map { $0 > .seconds(1_000_000) } == true)
    }

    @Test(arguments: [
        "", "soon", "-1", "1.5", "7 8", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 99 Nov 1994 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:99:37 GMT",
    ]) func `refuses anything else`(text: String) {
        #expect(RetryAfter.pause(text, now: self.now) == nil)
    }
}
