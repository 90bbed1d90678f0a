/// The only text that a header may hold: words of `[a-z0-9_-]` joined by dots.
enum DottedWords {
    /// The most bytes that such a text may have.
    static let maximumLength = 64

    /// Accepts `text`, or says what is wrong with `field`.
    static func check(_ text: String, field: String, atLeast words: Int) throws(EventError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw EventError(field, .tooLong(limit: Self.maximumLength))
        }
        var dots = 0
        var wordIsEmpty = true
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") {
                guard !wordIsEmpty else { throw EventError(field, .notDottedWords) }
                dots += 1
                wordIsEmpty = true
            } else {
                guard Self.isWordByte(byte) else { throw EventError(field, .notDottedWords) }
                wordIsEmpty = false
            }
        }
        guard !wordIsEmpty, dots + 1 >= words else { throw EventError(field, .notDottedWords) }
    }

    /// A word made of `text`: lower case, other bytes as `_`, at most 30 bytes, never empty.
    static func word(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8.prefix(30) {
            let lowered = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
            bytes.append(Self.isWordByte(lowered) ? lowered : UInt8(ascii: "_"))
        }
        return bytes.isEmpty ? "unknown" : String(decoding: bytes, as: UTF8.self)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
