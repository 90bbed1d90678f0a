import Testing

@testable import Trail

struct StringKeptTests {
    @Test func `a text that an event takes is kept as it is`() {
        #expect("häuser".kept(within: 7) == "häuser")
        #expect("".kept(within: 0) == "")
    }

    @Test func `one that is too long is clipped between characters`() {
        #expect("häuser".kept(within: 2) == "h")
        #expect("häuser".kept(within: 3) == "hä")
    }

    @Test func `U+0000 is replaced`() {
        #expect("a\u{0}b".kept(within: 100) == "a\u{FFFD}b")
        #expect("\u{0}\u{0}".kept(within: 4) == "\u{FFFD}")
    }
}
