extension JSONReader {
    /// Reads a whole number.
    package mutating func integer() throws(JSONError) -> Int64 {
        let range = try self.number()
        guard let value = JSONNumber.integer(self.bytes[range]) else {
            throw JSONError(.expected("a whole number"), at: range.lowerBound)
        }
        return value
    }

    /// Where the number is that stands here; the reader stands behind it.
    mutating func number() throws(JSONError) -> Range<Int> {
        guard let first = self.peek(), first == UInt8(ascii: "-") || (48...57).contains(first)
        else { throw self.unexpected("a number") }
        let start = self.position
        var place = start + (first == UInt8(ascii: "-") ? 1 : 0)
        let whole = self.digits(from: place)
        guard whole > 0, whole == 1 || self.bytes[place] != UInt8(ascii: "0") else {
            throw JSONError(.invalidNumber, at: start)
        }
        place += whole
        if self.byte(at: place) == UInt8(ascii: ".") {
            let fraction = self.digits(from: place + 1)
            guard fraction > 0 else { throw JSONError(.invalidNumber, at: start) }
            place += 1 + fraction
        }
        if let e = self.byte(at: place), e | 0x20 == UInt8(ascii: "e") {
            place += 1
            if let sign = self.byte(at: place),
                sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            {
                place += 1
            }
            let exponent = self.digits(from: place)
            guard exponent > 0 else { throw JSONError(.invalidNumber, at: start) }
            place += exponent
        }
        self.advance(to: place)
        return start..<place
    }

    /// Reads any value and throws it away; returns where it was.
    @discardableResult
    package mutating func skip() throws(JSONError) -> Range<Int> {
        self.skipSpace()
        let start = self.position
        switch self.peek() {
        case UInt8(ascii: "{"):
            try self.keys(orThrow: { $0 }) { (_, reader) throws(JSONError) in try reader.skip() }
        case UInt8(ascii: "["):
            try self.array(orThrow: { $0 }) { (_, reader) throws(JSONError) in try reader.skip() }
        case UInt8(ascii: "\""): try self.skipString()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try self.bool()
        case UInt8(ascii: "n"): _ = try self.null()
        default: _ = try self.number()
        }
        return start..<self.position
    }

    /// Reads any value as one.
    package mutating func freeValue() throws(JSONError) -> JSON {
        switch self.peek() {
        case UInt8(ascii: "{"):
            var members: [String: JSON] = [:]
            try self.object(orThrow: { $0 }) { (key, reader) throws(JSONError) in
                members[key] = try reader.freeValue()
            }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSON] = []
            try self.array(orThrow: { $0 }) { (_, reader) throws(JSONError) in
                elements.append(try reader.freeValue())
            }
            return .array(elements)
        case UInt8(ascii: "\""):
            let text = try self.string()
            return self.isSealed ? TaggedText.value(of: text) : .string(text)
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool(try self.bool())
        case UInt8(ascii: "n"):
            _ = try self.null()
            return .null
        default:
            let range = try self.number()
            switch try JSONNumber(self.bytes[range], at: range.lowerBound) {
            case .integer(let value): return .integer(value)
            case .double(let value): return .double(value)
            case .digits(let digits): return .digits(digits)
            }
        }
    }

    private func byte(at place: Int) -> UInt8? {
        place < self.end ? self.bytes[place] : nil
    }

    private func digits(from place: Int) -> Int {
        var count = 0
        while let byte = self.byte(at: place + count), (48...57).contains(byte) { count += 1 }
        return count
    }
}
