import Testing
import Trail
import TrailTesting

@Suite struct EventCursorTextTests {
    private let cursor = EventCursor(
        time: Timestamp(microseconds: 1_795_228_720_118_744),
        index: 41,
        direction: .forward,
        ledgerSize: 1_000_000
    )

    @Test func `prints its golden token`() {
        #expect(self.cursor.text == "AQAABmDAQic72AAAAAAAAAApAAAAAAAPQkBausii")
    }

    @Test func `reads what it prints`() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            let cursor = EventCursor(
                time: Timestamp(microseconds: .random(in: .min ... .max, using: &generator)),
                index: .random(in: 0 ... .max, using: &generator),
                direction: Bool.random(using: &generator) ? .forward : .backward,
                ledgerSize: .random(in: 0 ... .max, using: &generator)
            )
            #expect(try EventCursor(text: cursor.text) == cursor)
            #expect(cursor.text.utf8.count == 40)
            #expect(cursor.text.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) })
        }
    }

    @Test func `refuses a token of which one character was altered`() {
        let text = Array(self.cursor.text)
        for place in text.indices {
            for character in "AZaz09-_" where character != text[place] {
                var altered = text
                altered[place] = character
                #expect(throws: EventCursorError.self) { try EventCursor(text: String(altered)) }
            }
        }
    }

    @Test(arguments: ["", "A", "AQ", "last", "2", "====", "AAAAAAAA", "\u{0}", "ä", "a b"])
    func `refuses garbage`(text: String) {
        #expect(throws: EventCursorError.malformed) { try EventCursor(text: text) }
    }

    @Test func `refuses random tokens`() {
        var generator = SeededGenerator(seed: 4)
        let characters = Array("ABCDEFGHabcdefgh01234567-_=+/ %")
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...60, using: &generator)
            let text = String(
                (0..<count).map { _ in characters.randomElement(using: &generator) ?? "A" }
            )
            #expect(throws: EventCursorError.self) { try EventCursor(text: text) }
        }
        #expect(throws: EventCursorError.malformed) {
            try EventCursor(text: String(repeating: "A", count: 100_000))
        }
    }
}
