import Testing
import Trail

@Suite struct FeedCursorTests {
    @Test(arguments: [0, 1, 42, 1_000_000, 999_999_999_999_999_999])
    func `prints the index of the event before it, and reads it again`(index: UInt64) {
        let cursor = FeedCursor(before: index + 1)
        #expect(cursor.text == String(index))
        #expect(FeedCursor(cursor.text) == cursor)
    }

    @Test func `before the first event it is a word`() {
        #expect(FeedCursor.start.text == "start")
        #expect(FeedCursor("start") == .start)
    }

    @Test(arguments: [
        "", "-1", "+1", " 1", "1 ", "01", "1.0", "0x1", "٣", "Start", "9999999999999999999", "1\n",
    ])
    func `is nothing else`(text: String) {
        #expect(FeedCursor(text) == nil)
    }
}
