/// What values of header fields are made of.
enum HeaderText {
    /// The text of a token or of a quoted string (RFC 9110 §5.6); `nil` where it is neither.
    ///
    /// Colons and brackets are taken in tokens too: many proxies write addresses without quotes.
    static func unquoted(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        guard bytes.first == UInt8(ascii: "\"") else {
            let isToken = bytes.allSatisfy { byte in
                Self.isTokenByte(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[")
                    || byte == UInt8(ascii: "]")
            }
            return isToken && !bytes.isEmpty ? Array(bytes) : nil
        }
        guard bytes.count >= 2, bytes.last == UInt8(ascii: "\"") else { return nil }
        var text: [UInt8] = []
        var isEscaped = false
        for byte in bytes.dropFirst().dropLast() {
            if isEscaped {
                text.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return nil
            } else {
                text.append(byte)
            }
        }
        return isEscaped ? nil : text
    }

    /// Whether `byte` may stand in a token (RFC 9110 §5.6.2).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: Self.tokenSigns.contains(byte)
        }
    }

    /// `byte`, or the small letter where it is a capital one of ASCII.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    private static let tokenSigns = Array("!#$%&'*+-.^_`|~".utf8)
}
