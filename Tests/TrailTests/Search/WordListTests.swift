import Testing

@testable import Trail

@Suite struct WordListTests {
    private func words(_ text: String) -> [String] {
        var list = WordList()
        list.read(text)
        return list.all.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `separates words by whatever is neither letter nor digit`() {
        #expect(self.words("GET /orders/42?page=7") == ["get", "orders", "42", "page", "7"])
        #expect(self.words("login_failed, x86_64") == ["login", "failed", "x86", "64"])
        #expect(self.words("zoe@example.com") == ["zoe", "example", "com"])
        #expect(self.words("") == [])
        #expect(self.words(" – …!") == [])
    }

    @Test func `keeps addresses, decimal numbers and UUIDs together`() {
        #expect(self.words("from 203.0.113.7, v1.5") == ["from", "203.0.113.7", "v1.5"])
        #expect(self.words("The end. 7.") == ["the", "end", "7"])
        #expect(self.words(".5 1..2") == ["5", "1", "2"])
        let id = "018F3A4E-7C1B-7DEF-8000-0123456789AB"
        #expect(self.words("id=\(id);") == ["id", id.lowercased()])
        #expect(self.words("\(id)c").count == 5)
        #expect(self.words("x\(id)").count == 5)
        #expect(self.words(String(id.dropLast())).count == 5)
    }

    @Test func `ignores case and diacritics`() {
        #expect(self.words("Zoë ZOE zoe\u{308}") == ["zoe", "zoe", "zoe"])
        #expect(self.words("Straße STRASSE") == ["strasse", "strasse"])
        #expect(self.words("ΣΊΣΥΦΟΣ Σίσυφος") == ["σισυφοσ", "σισυφοσ"])
        #expect(self.words("ＡＢＣ ﬁle") == ["abc", "file"])
        #expect(self.words("İzmir Việt") == ["izmir", "viet"])
        #expect(self.words("Ёлка") == ["елка"])
    }

    @Test func `keeps what makes another word`() {
        // Vowel signs, tones and voicing are no diacritics.
        #expect(self.words("हिन्दी") == ["हिन्दी"])
        #expect(self.words("한국어 nl") == ["한국어", "nl"])
        #expect(self.words("がか") == ["が", "か"])
    }

    @Test func `takes each character of a script without spaces for a word`() {
        #expect(self.words("東京都 2026年") == ["東", "京", "都", "2026", "年"])
        #expect(self.words("abc東def") == ["abc", "東", "def"])
        #expect(self.words("ที่นี่") == ["ที่", "นี่"])
    }

    @Test func `reads what is percent-encoded`() {
        #expect(self.words("/tr%C3%A4ger?q=john%20smith") == ["trager", "q", "john", "smith"])
        // What is no text when decoded was not encoded.
        #expect(self.words("100%de") == ["100", "de"])
        #expect(self.words("50%") == ["50"])
    }

    @Test func `folds every scalar for good`() {
        let letters: [ClosedRange<UInt32>] = [
            0...0x0600, 0x10A0...0x10FF, 0x13A0...0x13FF, 0x1C80...0x1CBF, 0x1E00...0x24FF,
            0xA640...0xA7FF, 0xFB00...0xFB4F, 0xFF00...0xFFEF, 0x1_0400...0x1_044F,
        ]
        for value in letters.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let folded = FoldedText.fold(String(scalar))
            #expect(FoldedText.fold(folded) == folded, "U+\(String(value, radix: 16))")
        }
    }

    @Test func `finds the words of upper case in lower case`() {
        for text in ["Größe Ödön", "ΑΒΓ δέλτα", "Привет МИР", "ŒUVRE ǅ", "ß ẞ", "ŉ"] {
            #expect(self.words(text) == self.words(text.uppercased()))
            #expect(self.words(text) == self.words(text.lowercased()))
        }
    }
}
