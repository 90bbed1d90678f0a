/// Which values under a secret name are secrets.
enum SecretValue: Sendable, Hashable {
    /// All but what says nothing: an empty text, `true`, `false` and `null`.
    case any
    /// All but numbers: `tokens: 5` counts tokens.
    case text
    /// Numbers of 3 to 19 digits: a PIN is one, a map's pin is none.
    case digits
    /// What looks as if a generator had made it: `key: "A minor"` does not.
    case random

    /// Whether `text`, which is not empty, is a secret.
    func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .any: true
        case .text: !Self.isNumber(text)
        case .digits: text.count >= 3 && text.count <= 19 && text.allSatisfy(ASCII.isDigit)
        case .random: Self.isRandom(text)
        }
    }

    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count <= 20
            && text.allSatisfy {
                ASCII.isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            }
    }

    /// Whether a word of twenty or more letters and digits in `text` looks random.
    ///
    /// A random word has digits, capitals and small letters, and goes from one sort to another
    /// at every second place or so; words of a language, paths and dates do so rarely. UUIDs and
    /// hashes have one sort of letters only.
    static func isRandom(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var word = WordTally()
        for byte in text {
            guard ASCII.isToken(byte) else {
                if word.isRandom { return true }
                word = WordTally()
                continue
            }
            word.add(byte)
        }
        return word.isRandom
    }
}

/// Of what sorts of letters a word is made.
private struct WordTally {
    private var count = 0
    private var turns = 0
    private var sorts: UInt8 = 0
    private var last: UInt8 = 0

    mutating func add(_ byte: UInt8) {
        let sort: UInt8
        if ASCII.isDigit(byte) {
            sort = 1
        } else if ASCII.isUpper(byte) {
            sort = 2
        } else if ASCII.isLower(byte) {
            sort = 4
        } else {
            return
        }
        self.count += 1
        if sort != self.last, self.last != 0 { self.turns += 1 }
        self.last = sort
        self.sorts |= sort
    }

    var isRandom: Bool { self.count >= 20 && self.sorts == 7 && self.turns * 10 >= self.count * 3 }
}
