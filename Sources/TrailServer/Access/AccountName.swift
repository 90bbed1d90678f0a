/// What users and tokens may be called.
package enum AccountName {
    /// The most bytes of a name.
    static let longest = 64

    /// Why a user cannot be called `name`; `nil` where it can.
    ///
    /// A name is the id of an actor: it is written in letters that nobody can mistake for others.
    package static func objection(toUser name: String) -> String? {
        let isPlain = name.utf8.allSatisfy { byte in
            Self.isLetterOrDigit(byte) || "-_.@+".utf8.contains(byte)
        }
        guard (1...Self.longest).contains(name.utf8.count), isPlain,
            let first = name.utf8.first, Self.isLetterOrDigit(first)
        else {
            return "1 to \(Self.longest) letters (a to z), digits and the marks - _ . @ + are "
                + "expected, a letter or a digit first."
        }
        return nil
    }

    /// Why a token cannot be called `name`; `nil` where it can: it can be shown in a line of a
    /// list, and told from others there.
    package static func objection(toToken name: String) -> String? {
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || "-_.@:/ ".unicodeScalars.contains($0)
        }
        guard (1...Self.longest).contains(name.utf8.count), isPlain, !name.hasPrefix(" "),
            !name.hasSuffix(" ")
        else {
            return "1 to \(Self.longest) letters, digits and marks such as - _ . @ are expected."
        }
        return nil
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
