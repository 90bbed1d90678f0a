// Secrets that show by what stands around them: users in URLs, tags, quotes, options, escapes.

extension TextScanner {
    /// Looks at the `@` at `place`: `scheme://user:password@host`, `user:password@tcp(host)`.
    mutating func lookAtUser(_ place: Int) {
        guard self.masker.values.contains(.url) else { return }
        var start = place
        let least = max(self.copied, place - 1_024)
        while start > least, !self.endsURL(self.bytes[start - 1]),
            self.bytes[start - 1] != UInt8(ascii: "@")
        {
            if ASCII.matches("://", at: start - 3, in: self.bytes) { break }
            start -= 1
        }
        let isURL = ASCII.matches("://", at: start - 3, in: self.bytes)
        let isSource =
            ASCII.matches("@tcp(", at: place, in: self.bytes)
            || ASCII.matches("@unix(", at: place, in: self.bytes)
        guard isURL || isSource, start < place else { return }
        let user = start..<place
        guard let colon = self.bytes[user].firstIndex(of: UInt8(ascii: ":")) else {
            if SecretValue.isRandom(self[user]) { self.mask(user, .token) }
            return
        }
        guard isSource || self.isPassword(from: colon, to: place, of: user) else { return }
        let password = colon + 1..<(isSource ? place : self.lastUserEnd(place))
        if Mask.isOne(self[password]) { return }
        self.mask(password, .password)
    }

    /// The last `@` before the host, from that at `place` on: a password may hold some.
    private func lastUserEnd(_ place: Int) -> Int {
        var end = place
        var next = place + 1
        while next < self.bytes.count, !self.endsURL(self.bytes[next]),
            self.bytes[next] != UInt8(ascii: "/"), self.bytes[next] != UInt8(ascii: "?")
        {
            if self.bytes[next] == UInt8(ascii: "@") { end = next }
            next += 1
        }
        return end
    }

    /// Whether the colon ends a user's name rather than a host's: no path comes before it, and no
    /// port behind it.
    private func isPassword(from colon: Int, to end: Int, of user: Range<Int>) -> Bool {
        guard self.bytes[user.lowerBound] != UInt8(ascii: "["),
            !self.bytes[user.lowerBound..<colon].contains(where: Self.endsHost)
        else { return false }
        guard let slash = self.bytes[colon..<end].firstIndex(where: Self.endsHost) else {
            return true
        }
        return !self.bytes[colon + 1..<slash].allSatisfy(ASCII.isDigit)
    }

    private static func endsHost(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    private func endsURL(_ byte: UInt8) -> Bool {
        ASCII.isQuote(byte) || ASCII.isSpace(byte) || byte == UInt8(ascii: "<")
            || byte == UInt8(ascii: ">")
    }

    /// Looks at the `>` at `place`: `<password>…</password>`.
    mutating func lookAtTag(_ place: Int) {
        let least = max(self.copied, place - 256)
        var start = place
        while start > least, self.bytes[start - 1] != UInt8(ascii: "<"),
            self.bytes[start - 1] != UInt8(ascii: ">")
        { start -= 1 }
        guard start > least, self.bytes[start - 1] == UInt8(ascii: "<"),
            self.byte(place - 1) != UInt8(ascii: "/")
        else { return }
        var end = start
        while end < place, !ASCII.isSpace(self.bytes[end]) { end += 1 }
        guard ASCII.isLetter(self.byte(start)), let rule = self.rule(for: start..<end) else {
            return
        }
        let data: StaticString = "<![CDATA["
        let isData = ASCII.matches(data, at: place + 1, in: self.bytes)
        let value = place + 1 + (isData ? data.utf8CodeUnitCount : 0)
        var last = value
        while last < self.bytes.count {
            if isData ? ASCII.matches("]]>", at: last, in: self.bytes) : self.isTag(last) { break }
            last += 1
        }
        guard last > value else { return }
        self.mask(value..<last, by: rule)
    }

    private func isTag(_ place: Int) -> Bool { self.bytes[place] == UInt8(ascii: "<") }

    /// Looks at the space and the quote at `place`: `password 'hunter2'`, `IDENTIFIED BY '…'`.
    mutating func lookAtQuote(_ place: Int) {
        let name = self.start(ofNameBefore: place)..<place
        guard !name.isEmpty, !Mask.ends(before: place, in: self.bytes) else { return }
        let rule: NameRule
        if let found = self.rule(for: name), found.isStrong {
            rule = found
        } else if ASCII.matches(caseless: "identified by", at: place - 13, in: self.bytes) {
            rule = NameRule([], .whole, .any, .password)
        } else {
            return
        }
        let reader = ValueReader(self.bytes, kind: self.kind, rule: rule)
        guard let value = reader.quoted(at: place + 1) else { return }
        self.mask(value, by: rule)
    }

    /// Looks at the option at `place`: `--password hunter2`.
    mutating func lookAtOption(_ place: Int) {
        let end = self.endOfToken(place + 2)
        guard self.byte(end) == 0x20, self.byte(end + 1) != UInt8(ascii: "-"),
            let rule = self.rule(for: place + 2..<end)
        else { return }
        var start = end
        while self.byte(start) == 0x20 { start += 1 }
        guard start < self.bytes.count else { return }
        let reader = ValueReader(self.bytes, kind: self.kind, rule: rule)
        if let value = reader.quoted(at: start) { return self.mask(value, by: rule) }
        var last = Mask.end(at: start, in: self.bytes) ?? start
        while last < self.bytes.count, !ASCII.isSpace(self.bytes[last]) { last += 1 }
        self.mask(start..<last, by: rule)
    }

    /// Looks at the percent-encoded part of a text around `place`, decoded; all of it is masked
    /// where a secret is in it.
    mutating func lookAtEscape(_ place: Int) {
        // What lies three layers deep nobody decodes by chance.
        guard place >= self.decoded, self.depth < 3 else { return }
        var start = place
        while start > self.copied, !Self.endsPart(self.bytes[start - 1]) { start -= 1 }
        var end = place
        while end < self.bytes.count, !Self.endsPart(self.bytes[end]) { end += 1 }
        self.decoded = end
        guard let plain = PercentText.decoded(self[start..<end]) else { return }
        let found = plain.withUnsafeBufferPointer {
            self.masker.find(in: $0, self.kind, depth: self.depth + 1)
        }
        if let found { self.mask(start..<end, found.mask) }
    }

    private static func endsPart(_ byte: UInt8) -> Bool {
        if ASCII.isSpace(byte) || ASCII.isQuote(byte) { return true }
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "#"),
            UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            return true
        default: return false
        }
    }
}
