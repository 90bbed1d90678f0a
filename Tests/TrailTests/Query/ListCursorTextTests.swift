import Testing
import Trail
import TrailTesting

@Suite struct ListCursorTextTests {
    private let cursor = ListCursor(
        place: EventCursor(
            time: Timestamp(microseconds: 1_795_228_720_118_744),
            index: 41,
            direction: .forward,
            ledgerSize: 1_000_000
        ),
        question: 0x0123_4567_89AB_CDEF,
        askedAt: Timestamp(microseconds: 1_795_228_720_000_000)
    )

    @Test func `prints its golden token`() {
        let golden = "AgAABmDAQic72AAAAAAAAAApAAAAAAAPQkAABmDAQiVsAAEjRWeJq83vQYXeLg"
        #expect(self.cursor.text == golden)
    }

    @Test func `reads what it prints`() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            let place = EventCursor(
                time: Timestamp(microseconds: .random(in: .min ... .max, using: &generator)),
                index: .random(in: 0 ... .max, using: &generator),
                direction: Bool.random(using: &generator) ? .forward : .backward,
                ledgerSize: .random(in: 0 ... .max, using: &generator)
            )
            let time = Timestamp(microseconds: .random(in: 1 ... .max, using: &generator))
            let cursor = ListCursor(
                place: place,
                question: .random(in: 0 ... .max, using: &generator),
                askedAt: Bool.random(using: &generator) ? time : nil
            )
            #expect(try ListCursor(text: cursor.text) == cursor)
            #expect(cursor.text.utf8.count == 62)
            #expect(cursor.text.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) })
        }
    }

    @Test func `refuses a token of which one character was altered`() {
        let text = Array(self.cursor.text)
        for place in text.indices {
            for character in "AZaz09-_" where character != text[place] {
                var altered = text
                altered[place] = character
                #expect(throws: EventCursorError.self) { try ListCursor(text: String(altered)) }
            }
        }
    }

    @Test(arguments: ["", "A", "AQ", "last", "2", "====", "AAAAAAAA", "\u{0}", "ä", "a b"])
    func `refuses garbage`(text: String) {
        #expect(throws: EventCursorError.malformed) { try ListCursor(text: text) }
    }

    @Test func `refuses the token of an earlier version`() {
        #expect(throws: EventCursorError.unknownVersion) {
            try ListCursor(text: "AQAABmDAQic72AAAAAAAAAApAAAAAAAPQkBausii")
        }
    }

    @Test func `refuses random tokens`() {
        var generator = SeededGenerator(seed: 4)
        let characters = Array("ABCDEFGHabcdefgh01234567-_=+/ %")
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...70, using: &generator)
            let text = String(
                (0..<count).map { _ in characters.randomElement(using: &generator) ?? "A" }
            )
            #expect(throws: EventCursorError.self) { try ListCursor(text: text) }
        }
        #expect(throws: EventCursorError.malformed) {
            try ListCursor(text: String(repeating: "A", count: 100_000))
        }
    }
}
