/// Finds values in the canonical JSON of a section without building objects: no white space, and
/// no two spellings of a key.
///
/// What a store hands back may have been altered. On any bytes whatever, a scan stays within
/// them, ends, and answers `nil` where the text is not what it should be.
///
/// It looks at memory that is not its own: make one inside `withUnsafeBufferPointer`, and keep
/// neither it nor its ranges beyond.
package struct CanonicalScanner {
    /// The text.
    let bytes: UnsafeBufferPointer<UInt8>

    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The bytes at `range`, without copying them.
    subscript(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: self.bytes[range])
    }

    /// Where the value at the end of `path` is; in an array on the way the first element counts.
    package func value(at path: [String]) -> Range<Int>? {
        var place = 0
        for key in path {
            if self.byte(place) == UInt8(ascii: "[") { place += 1 }
            guard let value = self.member(key, ofObjectAt: place) else { return nil }
            place = value
        }
        return self.end(ofValueAt: place).map { place..<$0 }
    }

    /// Where the value of `key` begins in the object at `place`.
    private func member(_ key: String, ofObjectAt place: Int) -> Int? {
        var key = key
        return key.withUTF8 { wanted in
            var members = MemberScanner(self, objectAt: place)
            while let member = members.next() {
                if member.key.count == wanted.count, self[member.key].elementsEqual(wanted) {
                    return member.value
                }
                members.skip(to: self.end(ofValueAt: member.value))
            }
            return nil
        }
    }

    /// The place behind the value that begins at `place`.
    func end(ofValueAt place: Int) -> Int? {
        switch self.byte(place) {
        case nil: nil
        case UInt8(ascii: "\""): self.end(ofTextAt: place)
        case UInt8(ascii: "{"), UInt8(ascii: "["): self.end(ofNestedAt: place)
        default: self.end(ofWordAt: place)
        }
    }

    /// The place behind the text whose opening quote is at `place`.
    @inline(__always)
    func end(ofTextAt place: Int) -> Int? {
        var place = place + 1
        while place < self.bytes.count {
            let byte = self.bytes[place]
            if byte == UInt8(ascii: "\"") { return place + 1 }
            place += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private func end(ofNestedAt start: Int) -> Int? {
        var depth = 0
        var place = start
        while let byte = self.byte(place) {
            switch byte {
            case UInt8(ascii: "\""):
                guard let end = self.end(ofTextAt: place) else { return nil }
                place = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return place + 1 }
            default: break
            }
            place += 1
        }
        return nil
    }

    /// The place behind a number, `true`, `false` or `null`, which something must follow.
    private func end(ofWordAt start: Int) -> Int? {
        var place = start
        while let byte = self.byte(place) {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
                return place > start ? place : nil
            default: place += 1
            }
        }
        return nil
    }

    /// The byte at `place`; `nil` beyond the end.
    @inline(__always)
    package func byte(_ place: Int) -> UInt8? {
        place < self.bytes.count ? self.bytes[place] : nil
    }
}

extension CanonicalScanner {
    /// The text at `range`, its escapes resolved; `nil` where no text is.
    package func text(_ range: Range<Int>) -> String? {
        guard let content = self.content(range) else { return nil }
        guard content.contains(UInt8(ascii: "\\")) else {
            return String(decoding: content, as: UTF8.self)
        }
        var reader = JSONReader(Array(self[range]))
        return try? reader.string()
    }

    /// What lies between the quotes of the text at `range`; `nil` where no text is.
    func content(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8>? {
        guard range.count >= 2, self.bytes[range.lowerBound] == UInt8(ascii: "\"") else {
            return nil
        }
        return self[range.lowerBound + 1..<range.upperBound - 1]
    }

    /// The whole number at `range`; `nil` where none is.
    package func integer(_ range: Range<Int>) -> Int64? {
        let isNegative = self.byte(range.lowerBound) == UInt8(ascii: "-")
        let digits = self[range].dropFirst(isNegative ? 1 : 0)
        // Eighteen digits always fit, and what is sealed has sixteen at most.
        guard (1...18).contains(digits.count) else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int64(byte - 48)
        }
        return isNegative ? -value : value
    }
}
