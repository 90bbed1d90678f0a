/// The text of a user agent, to be searched for words regardless of case.
struct AgentText {
    /// The beginning of the text as it is.
    let original: [UInt8]
    /// The same in small letters.
    let bytes: [UInt8]

    /// How many bytes of a text are looked at.
    ///
    /// Browsers send less than half of it, and nobody shall keep a server busy with more.
    static let limit = 512

    /// A text to be searched.
    init(_ text: String) {
        self.original = Array(text.utf8.prefix(Self.limit))
        self.bytes = self.original.map { HeaderText.lowercased($0) }
    }

    /// Whether the text begins with `word`, which is in small letters.
    func starts(with word: StaticString) -> Bool {
        word.withUTF8Buffer { self.bytes.starts(with: $0) }
    }

    /// Whether `word`, which is in small letters, is somewhere in the text.
    func contains(_ word: StaticString) -> Bool { self.end(of: word) != nil }

    /// The place behind the first `word` at or after `start`.
    func end(of word: StaticString, from start: Int = 0) -> Int? {
        word.withUTF8Buffer { word in
            self.bytes.withUnsafeBufferPointer { bytes in
                guard let first = word.first else { return nil }
                var place = start
                while place + word.count <= bytes.count {
                    if bytes[place] == first,
                        bytes[place..<place + word.count].elementsEqual(word)
                    {
                        return place + word.count
                    }
                    place += 1
                }
                return nil
            }
        }
    }

    /// The numbers that stand at `place`, at most `count`, joined by dots: `17.4` of `17_4_1`.
    func version(at place: Int, numbers count: Int = 1) -> String? {
        var text: [UInt8] = []
        var numbers = 1
        for byte in self.bytes[place...].prefix(16) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): text.append(byte)
            case UInt8(ascii: "."), UInt8(ascii: "_"):
                guard numbers < count, text.last != UInt8(ascii: "."), !text.isEmpty else {
                    return Self.number(text)
                }
                numbers += 1
                text.append(UInt8(ascii: "."))
            default: return Self.number(text)
            }
        }
        return Self.number(text)
    }

    /// `text` without what a cut left at its end; a `.0` says nothing either.
    private static func number(_ text: [UInt8]) -> String? {
        var text = text[...]
        if text.last == UInt8(ascii: ".") { text.removeLast() }
        if text.suffix(2).elementsEqual(".0".utf8) { text.removeLast(2) }
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }
}
