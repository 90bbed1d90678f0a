/// The look of a UUID in text: hexadecimal digits in groups of 8, 4, 4, 4 and 12.
enum UUIDShape {
    /// How long one is.
    static let length = 36

    /// Whether a UUID begins at `place` and the word ends with it.
    static func isUUID(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = place + Self.length
        // Where a ninth letter stands in place of the hyphen, as nearly always, this is all.
        guard end <= text.count, text[place + 8] == UInt8(ascii: "-") else { return false }
        for offset in 0..<Self.length where !Self.fits(text[place + offset], at: offset) {
            return false
        }
        guard end < text.count else { return true }
        let next = text[end]
        return next < 0x80 && !ASCII.isAlphanumeric(next)
    }

    /// The beginning of a UUID, up to behind its first group at least, in lower case; `nil` for
    /// other text.
    static func beginning(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard (9..<Self.length).contains(bytes.count) else { return nil }
        for (offset, byte) in bytes.enumerated() where !Self.fits(byte, at: offset) { return nil }
        return bytes.map(ASCII.lowered)
    }

    private static func fits(_ byte: UInt8, at offset: Int) -> Bool {
        switch offset {
        case 8, 13, 18, 23: byte == UInt8(ascii: "-")
        default: ASCII.isHexadecimal(byte)
        }
    }
}
