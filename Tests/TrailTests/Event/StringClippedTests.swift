import Testing
import Trail

@Suite struct StringClippedTests {
    @Test(arguments: [
        ("", 0, ""), ("abc", 3, "abc"), ("abc", 2, "ab"), ("abc", 0, ""),
        ("aé", 3, "aé"), ("aé", 2, "a"), ("€", 2, ""), ("a€b", 4, "a€"), ("😀😀", 7, "😀"),
    ])
    func `keeps whole characters within the limit`(text: String, limit: Int, clipped: String) {
        #expect(text.clipped(to: limit) == clipped)
    }
}
