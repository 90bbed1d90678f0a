/// What bytes of ASCII text are.
enum ASCII {
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    @inline(__always)
    static func isUpper(_ byte: UInt8) -> Bool { byte &- 65 < 26 }

    @inline(__always)
    static func isLower(_ byte: UInt8) -> Bool { byte &- 97 < 26 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

    /// Letters and digits.
    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool { Self.isDigit(byte) || Self.isLetter(byte) }

    /// The letters of base64url, which those of nearly all tokens are.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        Self.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    @inline(__always)
    static func isHexadecimal(_ byte: UInt8) -> Bool {
        Self.isDigit(byte) || (byte | 0x20) &- 97 < 6
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

    @inline(__always)
    static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }

    @inline(__always)
    static func lowered(_ byte: UInt8) -> UInt8 { Self.isUpper(byte) ? byte | 0x20 : byte }

    /// Whether `text` stands at `place`.
    static func matches(
        _ text: StaticString,
        at place: Int,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place >= 0, place + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[place + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Whether `text`, which is in lower case, stands at `place` in whatever case.
    static func matches(
        caseless text: StaticString,
        at place: Int,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place >= 0, place + count <= bytes.count else { return false }
        for offset in 0..<count
        where Self.lowered(bytes[place + offset]) != text.utf8Start[offset] {
            return false
        }
        return true
    }

    /// The value of a hexadecimal digit; `nil` for any other byte.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
