extension JSONReader {
    /// Reads a text.
    package mutating func string() throws(JSONError) -> String {
        guard let range = try self.plainString() else {
            return String(decoding: try self.escapedString(), as: UTF8.self)
        }
        return self.text(at: range)
    }

    /// The text at `range`, which holds no escape.
    func text(at range: Range<Int>) -> String {
        self.bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
        }
    }

    /// Where the text is, if it holds no escape; the reader stands behind it then, else where it
    /// stood.
    mutating func plainString() throws(JSONError) -> Range<Int>? {
        guard self.peek() == UInt8(ascii: "\"") else { throw self.unexpected("a text") }
        let start = self.position + 1
        var place = start
        while true {
            place = PlainText.end(from: place, in: self.bytes, upTo: self.end)
            guard place < self.end else { throw JSONError(.endOfInput, at: place) }
            switch self.bytes[place] {
            case UInt8(ascii: "\""):
                self.advance(to: place + 1)
                return start..<place
            case UInt8(ascii: "\\"): return nil
            case 0: throw JSONError(.nullCharacter, at: place)
            case 0x01..<0x20: throw JSONError(.controlCharacter, at: place)
            default: place += try self.sequenceLength(at: place)
            }
        }
    }

    /// Reads a text and throws it away.
    mutating func skipString() throws(JSONError) {
        if try self.plainString() == nil { _ = try self.escapedString() }
    }

    /// The text's bytes with its escapes resolved.
    mutating func escapedString() throws(JSONError) -> [UInt8] {
        var text: [UInt8] = []
        var place = self.position + 1
        while place < self.end {
            let byte = self.bytes[place]
            switch byte {
            case UInt8(ascii: "\""):
                self.advance(to: place + 1)
                return text
            case UInt8(ascii: "\\"):
                try self.escape(at: &place, into: &text)
            case 0x20...0x7F:
                text.append(byte)
                place += 1
            case 0x00..<0x20:
                throw JSONError(byte == 0 ? .nullCharacter : .controlCharacter, at: place)
            default:
                let length = try self.sequenceLength(at: place)
                text.append(contentsOf: self.bytes[place..<place + length])
                place += length
            }
        }
        throw JSONError(.endOfInput, at: place)
    }

    /// How long the UTF-8 sequence at `place` is; overlong forms, surrogates and values beyond
    /// U+10FFFF are refused (Unicode table 3-7).
    private func sequenceLength(at place: Int) throws(JSONError) -> Int {
        let lead = self.bytes[place]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { second = 0xA0...0xBF }
            if lead == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { second = 0x90...0xBF }
            if lead == 0xF4 { second = 0x80...0x8F }
        default: throw JSONError(.invalidUTF8, at: place)
        }
        guard place + length <= self.end, second.contains(self.bytes[place + 1]),
            self.bytes[place + 2..<max(place + 2, place + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { throw JSONError(.invalidUTF8, at: place) }
        return length
    }

    private func escape(at place: inout Int, into text: inout [UInt8]) throws(JSONError) {
        guard place + 1 < self.end else { throw JSONError(.endOfInput, at: place) }
        switch self.bytes[place + 1] {
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): return try self.unicodeEscape(at: &place, into: &text)
        default: throw JSONError(.invalidEscape, at: place)
        }
        place += 2
    }

    private func unicodeEscape(at place: inout Int, into text: inout [UInt8]) throws(JSONError) {
        var value = try self.codeUnit(at: place)
        var length = 6
        if value & 0xFC00 == 0xD800 {
            guard place + 11 < self.end, self.bytes[place + 6] == UInt8(ascii: "\\"),
                self.bytes[place + 7] == UInt8(ascii: "u")
            else { throw JSONError(.invalidEscape, at: place) }
            let low = try self.codeUnit(at: place + 6)
            guard low & 0xFC00 == 0xDC00 else { throw JSONError(.invalidEscape, at: place) }
            value = 0x10000 + (value & 0x3FF) << 10 + (low & 0x3FF)
            length = 12
        }
        guard value != 0 else { throw JSONError(.nullCharacter, at: place) }
        guard let scalar = Unicode.Scalar(value) else { throw JSONError(.invalidEscape, at: place) }
        text.append(
            contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
        )
        place += length
    }

    /// The code unit of `\uXXXX` at `place`.
    private func codeUnit(at place: Int) throws(JSONError) -> UInt32 {
        guard place + 6 <= self.end else { throw JSONError(.endOfInput, at: place) }
        var value: UInt32 = 0
        for byte in self.bytes[place + 2..<place + 6] {
            switch byte {
            case 48...57: value = value << 4 | UInt32(byte - 48)
            case 97...102: value = value << 4 | UInt32(byte - 87)
            case 65...70: value = value << 4 | UInt32(byte - 55)
            default: throw JSONError(.invalidEscape, at: place)
            }
        }
        return value
    }
}
