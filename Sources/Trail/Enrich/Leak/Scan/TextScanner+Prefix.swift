// Secrets that show by how they begin.

extension TextScanner {
    /// Looks at what begins at `place`.
    mutating func lookAtPrefix(_ place: Int) {
        let values = self.masker.values
        switch self.byte(place) {
        case _ where place > 0 && ASCII.isAlphanumeric(self.bytes[place - 1]): return
        case UInt8(ascii: "b"), UInt8(ascii: "B"):
            if values.contains(.bearer), self.maskScheme(place) { return }
        case UInt8(ascii: "e"):
            if values.contains(.jwt), let end = self.endOfJWT(place) {
                self.mask(place..<end, .jwt)
                return
            }
        default: break
        }
        if values.contains(.key), ASCII.matches("sk-", at: place, in: self.bytes) {
            let end = self.endOfToken(place)
            let start = self[place + 3..<min(end, place + Self.longestSign)]
            if SecretValue.isRandom(start) { self.mask(place..<end, .key) }
            return
        }
        guard let (end, prefix) = SecretPrefix.find(at: place, in: self.bytes),
            values.contains(prefix.value)
        else { return }
        self.mask(place..<end, prefix.mask)
    }

    /// Looks at the dashes at `place`: of a PEM block, or of an option.
    mutating func lookAtDashes(_ place: Int) {
        if ASCII.matches("-----BEGIN ", at: place, in: self.bytes) {
            if self.masker.values.contains(.pem) { self.maskPEM(place) }
        } else if self.kind != .word, self.byte(place - 1) != UInt8(ascii: "-") {
            self.lookAtOption(place)
        }
    }

    /// Where the JSON Web Token ends that begins at `place`: parts of base64url and dots.
    private mutating func endOfJWT(_ place: Int) -> Int? {
        guard ASCII.matches("eyJ", at: place, in: self.bytes) else { return nil }
        var end = self.endOfToken(place)
        guard end - place >= 10, self.byte(end) == UInt8(ascii: ".") else { return nil }
        let next = self.byte(end + 1)
        guard ASCII.isToken(next) || next == UInt8(ascii: ".") else { return nil }
        while end < self.bytes.count,
            ASCII.isToken(self.bytes[end]) || self.bytes[end] == UInt8(ascii: ".")
        { end += 1 }
        return end
    }

    private mutating func maskPEM(_ place: Int) {
        var end = place + 11
        while end < self.bytes.count, !ASCII.matches("-----END", at: end, in: self.bytes) {
            end += 1
        }
        if end < self.bytes.count {
            end += 8
            while end < self.bytes.count, !ASCII.matches("-----", at: end, in: self.bytes) {
                end += 1
            }
            end = min(end + 5, self.bytes.count)
        }
        self.mask(place..<end, .pem)
    }

    /// Masks what stands behind `Bearer` or `Basic`, if it looks like one.
    private mutating func maskScheme(_ place: Int) -> Bool {
        let isBearer = ASCII.matches(caseless: "bearer", at: place, in: self.bytes)
        guard isBearer || ASCII.matches(caseless: "basic", at: place, in: self.bytes) else {
            return false
        }
        var start = place + (isBearer ? 6 : 5)
        guard Self.isGap(self.byte(start)) else { return false }
        while Self.isGap(self.byte(start)) { start += 1 }
        // Its beginning tells; only of a secret it is worth while to find the end.
        var end = self.endOfToken68(start, before: start + Self.longestSign)
        guard start < end else { return false }
        let isSecret =
            isBearer
            ? Self.looksLikeToken(self[start..<end])
            : BasicCredentials.isValid(self[start..<end])
        guard isSecret else { return false }
        end = self.endOfToken68(start, before: self.bytes.count)
        self.mask(start..<end, isBearer ? .token : .password)
        return true
    }

    /// The most bytes that are looked at to see whether something is a secret.
    private static var longestSign: Int { 512 }

    private func endOfToken68(_ start: Int, before limit: Int) -> Int {
        let limit = min(limit, self.bytes.count)
        var end = start
        while end < limit, Self.isToken68(self.bytes[end]) { end += 1 }
        while end > start, self.bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        return end
    }

    private static func isGap(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "+")
    }

    private static func isToken68(_ byte: UInt8) -> Bool {
        if ASCII.isToken(byte) { return true }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"),
            UInt8(ascii: "="):
            return true
        default: return false
        }
    }

    /// Whether it is more than a word: has digits, capitals inside, or is long.
    private static func looksLikeToken(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 6 else { return false }
        return text.count >= 20 || text.contains(where: ASCII.isDigit)
            || (text.dropFirst().contains(where: ASCII.isUpper)
                && text.contains(where: ASCII.isLower))
    }
}

/// The credentials of HTTP's Basic scheme: base64 of a name, a colon and a password.
private enum BasicCredentials {
    static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 4 else { return false }
        var bits: UInt32 = 0
        var count = 0
        var hasColon = false
        for byte in text where byte != UInt8(ascii: "=") {
            guard let value = Self.value(byte) else { return false }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            let plain = UInt8(truncatingIfNeeded: bits >> UInt32(count))
            if plain < 0x20 { return false }
            hasColon = hasColon || plain == UInt8(ascii: ":")
        }
        return hasColon
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 65...90: UInt32(byte) - 65
        case 97...122: UInt32(byte) - 71
        case 48...57: UInt32(byte) + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
