// `curl -u name:password`: credentials that only the command before them tells.

/// Knows whether a line has called curl, of a text that is walked over once.
struct CommandWatch: Sendable {
    private var looked = 0
    private var isCurl = false

    /// Whether curl is called in the line before `place`, which never goes back.
    ///
    /// A line goes on behind a backslash at its end.
    mutating func isBehindCurl(_ place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        while self.looked < place {
            switch bytes[self.looked] {
            case 0x0A where self.looked == 0 || bytes[self.looked - 1] != UInt8(ascii: "\\"):
                self.isCurl = false
            case UInt8(ascii: "c"), UInt8(ascii: "C"):
                if ASCII.matches(caseless: "curl", at: self.looked, in: bytes) {
                    self.isCurl = true
                }
            default: break
            }
            self.looked += 1
        }
        return self.isCurl
    }
}

extension TextScanner {
    /// Looks at the space and the dash at `place`: `-u name:password` and `--user` of curl.
    mutating func lookAtUserOption(_ place: Int) {
        guard let value = self.start(ofUserBehind: place + 1),
            self.commands.isBehindCurl(place, in: self.bytes)
        else { return }
        let quote = ASCII.isQuote(self.byte(value)) ? self.byte(value) : 0
        var end = quote == 0 ? value : value + 1
        var colon: Int?
        while end < self.bytes.count, !self.endsArgument(end, quote) {
            if colon == nil, self.bytes[end] == UInt8(ascii: ":") {
                colon = end
                // What is masked already has a space.
                end = Mask.end(at: end + 1, in: self.bytes) ?? end + 1
            } else {
                end += 1
            }
        }
        guard let colon, colon + 1 < end, !Mask.isOne(self[colon + 1..<end]) else { return }
        self.mask(colon + 1..<end, .password)
    }

    private func endsArgument(_ place: Int, _ quote: UInt8) -> Bool {
        quote == 0 ? ASCII.isSpace(self.bytes[place]) : self.bytes[place] == quote
    }

    /// Where the value of the option at `place` begins; `nil` where it is none that names a user.
    private func start(ofUserBehind place: Int) -> Int? {
        for name: StaticString in ["--user", "--proxy-user"] {
            let end = place + name.utf8CodeUnitCount
            guard ASCII.matches(name, at: place, in: self.bytes) else { continue }
            guard self.byte(end) == 0x20 || self.byte(end) == UInt8(ascii: "=") else { return nil }
            return self.skippingSpaces(end + 1)
        }
        // `-u`, also behind others that take no value: `-sSu`.
        var end = place + 1
        while end - place < 8, ASCII.isLetter(self.byte(end)), !Self.isUser(self.byte(end)) {
            end += 1
        }
        return Self.isUser(self.byte(end)) ? self.skippingSpaces(end + 1) : nil
    }

    private static func isUser(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "u") || byte == UInt8(ascii: "U")
    }

    private func skippingSpaces(_ place: Int) -> Int {
        var place = place
        while self.byte(place) == 0x20 { place += 1 }
        return place
    }
}
