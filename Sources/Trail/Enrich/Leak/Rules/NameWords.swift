/// A name as its words in lower case without what separates them, in memory that it was given.
///
/// Words end at anything but letters and digits, and where capitals begin: `userAPIKey` has three.
struct NameWords {
    /// The letters.
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    /// For each letter whether a word begins with it.
    private let starts: UnsafeMutableBufferPointer<UInt8>
    /// How many letters there are.
    private(set) var count = 0
    /// Where the last part begins: what stands behind a dot or in brackets.
    private var part = 0
    /// Whether digits were taken away from the end, so that a `v` there stands for a version.
    private var isNumbered = false

    /// Splits `name`; `memory` has room for twice as many bytes.
    init(_ name: UnsafeBufferPointer<UInt8>, in memory: UnsafeMutableBufferPointer<UInt8>) {
        self.bytes = UnsafeMutableBufferPointer(rebasing: memory[..<name.count])
        self.starts = UnsafeMutableBufferPointer(rebasing: memory[name.count...])
        var isStart = true
        var isPart = false
        var last: UInt8 = 0
        for place in name.indices {
            let byte = name[place]
            guard ASCII.isAlphanumeric(byte) || byte >= 0x80 else {
                isStart = true
                isPart = isPart || Self.endsPart(byte)
                continue
            }
            if ASCII.isUpper(byte), !isStart {
                let next = place + 1 < name.count ? name[place + 1] : 0
                isStart = !ASCII.isUpper(last) || ASCII.isLower(next)
            } else if ASCII.isDigit(last), ASCII.isLetter(byte) {
                isStart = true
            }
            if isPart {
                self.part = self.count
                isPart = false
            }
            self.bytes[self.count] = ASCII.lowered(byte)
            self.starts[self.count] = isStart ? 1 : 0
            self.count += 1
            isStart = false
            last = byte
        }
    }

    private static func endsPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "/"), UInt8(ascii: ":"): true
        default: false
        }
    }

    /// The letters from a to z that a text has, a bit each, whatever their case, and ``others``.
    static func letters(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var letters: UInt32 = 0
        for byte in text {
            let letter = (byte | 0x20) &- 97
            letters |= letter < 26 ? 1 &<< UInt32(letter) : 0
            letters |= byte >= 0x80 || byte == UInt8(ascii: "\\") ? Self.others : 0
        }
        return letters
    }

    /// The bit for letters beyond ASCII, and for backslashes, which may write any.
    static let others: UInt32 = 1 << 31

    /// The pairs of neighbouring letters that a text has, whatever separates them, a bit for a
    /// sixty-fourth of all pairs.
    static func pairs(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var pairs: UInt64 = 0
        var last: UInt8 = 0
        for byte in text where ASCII.isAlphanumeric(byte) || byte >= 0x80 {
            let letter = ASCII.lowered(byte)
            if last != 0 { pairs |= 1 &<< UInt64((last &* 11 &+ letter) & 63) }
            last = letter
        }
        return pairs
    }

    /// Whether the rule's words stand where it says.
    func match(_ rule: NameRule) -> Bool {
        switch rule.place {
        case .whole: self.count - self.part == rule.text.count && self.hasSuffix(rule.text)
        case .end: self.hasLastWords(rule.text)
        case .ending: self.hasSuffix(rule.text)
        case .anywhere: self.contains(rule.text)
        }
    }

    /// Whether the last words are `text`.
    func hasLastWords(_ text: [UInt8]) -> Bool {
        self.hasSuffix(text) && self.starts[self.count - text.count] == 1
    }

    /// Takes away digits or a word at the end that leave a name what it is: `password2`,
    /// `tokenV2`, `api_key_hash`, `pwdhash`; answers whether there were any.
    mutating func dropQualifier() -> Bool {
        let before = self.count
        while self.count > 1, ASCII.isDigit(self.bytes[self.count - 1]) { self.count -= 1 }
        if self.count < before {
            self.isNumbered = true
        } else if self.isNumbered, self.count > 1, self.bytes[self.count - 1] == UInt8(ascii: "v") {
            self.count -= 1
            self.isNumbered = false
        } else if let word = Self.qualifiers.first(where: {
            $0.count < self.count && self.hasSuffix($0)
        }) {
            self.count -= word.count
            self.isNumbered = false
        }
        self.part = min(self.part, self.count)
        return self.count < before
    }

    /// Whether the last word says that the name is about something else than the secret itself.
    var isAbout: Bool { Self.abouts.contains { self.hasLastWords($0) } }

    private func hasSuffix(_ text: [UInt8]) -> Bool {
        text.count <= self.count && self.has(text, at: self.count - text.count)
    }

    private func contains(_ text: [UInt8]) -> Bool {
        var place = 0
        while place + text.count <= self.count {
            if self.has(text, at: place) { return true }
            place += 1
        }
        return false
    }

    private func has(_ text: [UInt8], at place: Int) -> Bool {
        for offset in text.indices where self.bytes[place + offset] != text[offset] {
            return false
        }
        return true
    }

    private static func words(_ text: String) -> [[UInt8]] {
        text.split(separator: " ").map { Array($0.utf8) }
    }

    private static let qualifiers = Self.words(
        "hash value plain plaintext raw confirm confirmation confirmed repeat again text string "
            + "encrypted header verify verification retype check salt digest base64 hex param "
            + "hashes hashed field input old new current previous base sha md live test staging dev "
            + "prod production default primary secondary"
    )

    private static let abouts = Self.words(
        "at on date time timestamp changed updated expires expiry expired expiration age policy "
            + "strength length required count attempts type algorithm status enabled set valid "
            + "error errors version days ttl score id"
    )
}
