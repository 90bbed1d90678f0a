// `name=value`, `name: value`, `"name": "value"`: what stands behind a secret name.

extension TextScanner {
    /// Looks at the `=` or `:` at `place`.
    mutating func lookAtPair(_ place: Int) {
        guard let (rule, name) = self.name(before: place) else { return }
        // A user in a URL: its password is found by the `@` behind it.
        if ASCII.matches("://", at: name.lowerBound - 3, in: self.bytes) { return }
        var start = place + 1
        if self.byte(place) == UInt8(ascii: ":"), self.byte(start) == UInt8(ascii: "=") {
            start += 1
        }
        while self.byte(start) == UInt8(ascii: "=") || self.byte(start) == UInt8(ascii: ">") {
            start += 1
        }
        while self.byte(start) == 0x20 || self.byte(start) == 0x09 { start += 1 }
        guard start < self.bytes.count else { return }
        let isPair = self.byte(place) == UInt8(ascii: "=")
        let reader = ValueReader(self.bytes, kind: self.kind, rule: rule)
        let value: Range<Int>
        if let quoted = reader.quoted(at: start) {
            value = quoted
        } else {
            value = reader.plain(at: start, behind: name, isPair: isPair)
            guard reader.isSecret(value, behind: name, isPair: isPair) else { return }
        }
        self.mask(value, by: rule)
    }

    /// Masks the value at `range` as `rule` says, unless it is masked already.
    mutating func mask(_ range: Range<Int>, by rule: NameRule) {
        guard !range.isEmpty else { return }
        if Mask.isOne(self[range]) {
            self.place = range.upperBound
        } else if rule.value.accepts(self[range]) {
            self.mask(range, rule.mask)
        }
    }

    /// The rule for the name before `place`, and where the name is.
    private func name(before place: Int) -> (NameRule, Range<Int>)? {
        var end = place
        while end > self.copied, Self.isBetween(self.bytes[end - 1]) {
            if Mask.ends(before: end, in: self.bytes) { return nil }
            end -= 1
        }
        if Self.hasEntity(before: end, in: self.bytes) { end -= 6 }
        let start = self.start(ofNameBefore: end)
        guard start < end else { return nil }
        let rule = self.rule(for: start..<end)
        // `api key: …` has its first word before a space, and says more than `key: …`.
        var first = start
        for _ in 0..<2 where rule == nil || rule?.value == .random {
            guard first - 1 > self.copied, self.isSpace(first - 1),
                ASCII.isAlphanumeric(self.bytes[first - 2])
            else { break }
            first = self.start(ofNameBefore: first - 1)
            if let longer = self.rule(for: first..<end), longer.value != .random {
                return (longer, first..<end)
            }
        }
        return rule.map { ($0, start..<end) }
    }

    /// Where the name begins that ends before `end`.
    func start(ofNameBefore end: Int) -> Int {
        var start = end
        let least = max(self.copied, end - 128)
        while start > least, Self.isName(self.bytes[start - 1]) || self.isEscape(start - 1) {
            start -= 1
        }
        return start
    }

    /// Whether `\u0077`, perhaps itself escaped, begins at `place`: JSON may write any letter so.
    private func isEscape(_ place: Int) -> Bool {
        guard self.bytes[place] == UInt8(ascii: "\\") else { return false }
        var end = place + 1
        while self.byte(end) == UInt8(ascii: "\\"), end - place < 8 { end += 1 }
        return self.byte(end) == UInt8(ascii: "u")
            && (1...4).allSatisfy { ASCII.isHexadecimal(self.byte(end + $0)) }
    }

    /// Whether a space is at `place`, which a query writes as a plus.
    private func isSpace(_ place: Int) -> Bool {
        self.bytes[place] == 0x20 || self.bytes[place] == UInt8(ascii: "+")
    }

    /// What may stand between a name and the sign behind it.
    private static func isBetween(_ byte: UInt8) -> Bool {
        ASCII.isQuote(byte) || byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\\")
            || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")")
    }

    /// Whether a quote of HTML or of a URL stands before `end`.
    private static func hasEntity(before end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        ASCII.matches("&quot;", at: end - 6, in: bytes)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        if ASCII.isToken(byte) || byte >= 0x80 { return true }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "%"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "$"):
            return true
        default: return false
        }
    }
}
