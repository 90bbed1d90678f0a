/// Finds where the value behind a secret name ends.
///
/// Where that is not certain it takes too much rather than too little.
struct ValueReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let kind: TextMasker.Kind
    private let rule: NameRule

    init(_ bytes: UnsafeBufferPointer<UInt8>, kind: TextMasker.Kind, rule: NameRule) {
        self.bytes = bytes
        self.kind = kind
        self.rule = rule
    }

    /// What stands between quotes at `place`; `nil` where none open there.
    ///
    /// Quotes may be escaped, as in JSON that is in JSON, or have a letter before them, as
    /// Python's `b'…'`. Quotes that nobody closes go on to the end.
    func quoted(at place: Int) -> Range<Int>? {
        var place = place
        if ASCII.matches("&quot;", at: place, in: self.bytes) {
            return self.upTo("&quot;", from: place + 6)
        }
        var letters = 0
        while letters < 2, ASCII.isLetter(self.byte(place + letters)) { letters += 1 }
        if ASCII.isQuote(self.byte(place + letters)) { place += letters }
        var slashes = 0
        while self.byte(place + slashes) == UInt8(ascii: "\\") { slashes += 1 }
        let quote = self.byte(place + slashes)
        guard ASCII.isQuote(quote) else { return nil }
        let start = place + slashes + 1
        var run = 0
        for end in start..<max(start, self.bytes.count) {
            let byte = self.bytes[end]
            if byte == UInt8(ascii: "\\") {
                run += 1
                continue
            }
            if byte == quote, run % (2 * (slashes + 1)) == slashes { return start..<end - slashes }
            run = 0
        }
        return start..<max(start, self.bytes.count)
    }

    /// What stands at `place` without quotes, behind the name at `name`.
    func plain(at place: Int, behind name: Range<Int>, isPair: Bool) -> Range<Int> {
        if self.rule.fillsLine, !isPair || self.kind != .url {
            guard self.rule.mask != .cookie || self.hasPair(place) else { return place..<place }
            return place..<self.lineEnd(place, name)
        }
        switch self.byte(place) {
        case UInt8(ascii: "{"): return place..<self.end(ofNested: place, UInt8(ascii: "}"))
        case UInt8(ascii: "[") where Mask.end(at: place, in: self.bytes) == nil:
            return place..<self.end(ofNested: place, UInt8(ascii: "]"))
        default: break
        }
        // What need not be a secret is looked at only so far: it may hold many names.
        let limit =
            self.rule.value == .any
            ? self.bytes.count : min(self.bytes.count, place + Self.longestSign)
        var end = Mask.end(at: place, in: self.bytes) ?? place
        while end < limit, !self.isEnd(end, from: place) { end += 1 }
        let isLonger = end == limit && limit < self.bytes.count
        if isLonger, self.rule.value.accepts(UnsafeBufferPointer(rebasing: self.bytes[place..<end]))
        {
            while end < self.bytes.count, !self.isEnd(end, from: place) { end += 1 }
        }
        while self.kind == .prose, end > place, Self.isPunctuation(self.bytes[end - 1]) {
            if Mask.ends(before: end, in: self.bytes) { break }
            end -= 1
        }
        return place..<end
    }

    /// Whether the unquoted `value` behind the name at `name` is a secret rather than a word of a
    /// sentence.
    func isSecret(_ value: Range<Int>, behind name: Range<Int>, isPair: Bool) -> Bool {
        let text = UnsafeBufferPointer(rebasing: self.bytes[value])
        guard !Self.nothing.contains(where: { Self.isSame($0, text) }) else { return false }
        if self.rule.mask == .cookie { return text.contains(UInt8(ascii: "=")) }
        guard !isPair else { return true }
        guard !Self.sentence.contains(where: { Self.isSame($0, text) }) else { return false }
        // `Unexpected token: string` has a word there, where a token would have more.
        let isWord = self.bytes[name].allSatisfy { ASCII.isLower($0) || $0 >= 0x80 }
        guard isWord, !self.rule.isStrong else { return true }
        return text.count >= 16 || !text.allSatisfy(ASCII.isLower)
    }

    private func isEnd(_ place: Int, from start: Int) -> Bool {
        let byte = self.bytes[place]
        if ASCII.isSpace(byte) || ASCII.isQuote(byte) { return true }
        switch byte {
        case UInt8(ascii: "&"): return true
        case UInt8(ascii: "<"): return place > start
        case UInt8(ascii: "#"): return self.kind == .url
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"):
            return self.isFollowedByName(place)
        default: return false
        }
    }

    /// Whether a separator at `place` is one: another name or nothing follows it.
    private func isFollowedByName(_ place: Int) -> Bool {
        var place = place + 1
        guard place < self.bytes.count, !ASCII.isSpace(self.bytes[place]) else { return true }
        let start = place
        while place < self.bytes.count, place - start < 64, ASCII.isToken(self.bytes[place]) {
            place += 1
        }
        let sign = self.byte(place)
        return place > start && (sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":"))
    }

    /// The end of a header's line, or of the quotes that it is in.
    private func lineEnd(_ place: Int, _ name: Range<Int>) -> Int {
        let before = name.lowerBound > 0 ? self.bytes[name.lowerBound - 1] : 0
        let quote = ASCII.isQuote(before) ? before : 0
        var end = place
        while end < self.bytes.count {
            let byte = self.bytes[end]
            if byte == 0x0A || byte == 0x0D || (quote != 0 && byte == quote) { break }
            end += 1
        }
        return end
    }

    /// Whether a cookie's `=` stands in the line from `place` on, and near.
    private func hasPair(_ place: Int) -> Bool {
        for byte in self.bytes[place..<min(self.bytes.count, place + Self.longestSign)] {
            if byte == UInt8(ascii: "=") { return true }
            if byte == 0x0A || byte == 0x0D { return false }
        }
        return false
    }

    private func end(ofNested place: Int, _ close: UInt8) -> Int {
        let open = self.bytes[place]
        let limit = self.rule.value == .any ? self.bytes.count : place + Self.longestSign
        var depth = 0
        for end in place..<self.bytes.count {
            if end == limit {
                let start = UnsafeBufferPointer(rebasing: self.bytes[place..<end])
                guard self.rule.value.accepts(start) else { return end }
            }
            if self.bytes[end] == open { depth += 1 }
            if self.bytes[end] == close { depth -= 1 }
            if depth == 0 { return end + 1 }
        }
        return self.bytes.count
    }

    private func upTo(_ text: StaticString, from start: Int) -> Range<Int> {
        var end = start
        while end < self.bytes.count, !ASCII.matches(text, at: end, in: self.bytes) { end += 1 }
        return start..<max(start, end)
    }

    private func byte(_ place: Int) -> UInt8 {
        place < self.bytes.count ? self.bytes[place] : 0
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
            UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"):
            true
        default: false
        }
    }

    private static func isSame(_ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        word.count == text.count && zip(word, text).allSatisfy { $0 == ASCII.lowered($1) }
    }

    private static func words(_ text: String) -> [[UInt8]] {
        text.split(separator: " ").map { Array($0.utf8) }
    }

    /// The most bytes that are looked at to see whether something is a secret.
    private static var longestSign: Int { 256 }
    /// What programs print where there is no value.
    private static let nothing = Self.words("null nil none true false undefined")
    /// How a sentence about a password goes on.
    private static let sentence = Self.words(
        "this must is was too not required cannot should invalid incorrect wrong does has the a an "
            + "for changed reset expired ok yes no empty missing and or at in to on off of with from "
            + "are were will can may needs sent set unset used unused revoked unknown mismatch failed "
            + "denied accepted malformed optional string text number integer int bool boolean object "
            + "array varchar uuid"
    )
}
