/// Free JSON in its canonical form: what is sealed and stored, byte for byte.
///
/// RFC 8785, with one addition so that nothing is lost: a number that no double holds exactly is
/// written as text behind `number:`, bytes as base64 behind `bytes:`; a text that itself begins
/// with `number:`, `bytes:` or `string:` is written behind `string:`.
public struct CanonicalJSON: Sendable, Hashable {
    /// The canonical bytes, UTF-8.
    public let bytes: [UInt8]

    /// Brings a value into canonical form.
    public init(_ value: JSON) {
        var writer = CanonicalWriter()
        writer.free(value)
        self.bytes = writer.bytes
    }

    /// Brings JSON text into canonical form.
    ///
    /// - Throws: ``JSONError`` for anything that is not strict JSON.
    public init(parsing text: [UInt8], depth: Int = 32) throws(JSONError) {
        var reader = JSONReader(text, depth: depth)
        self = try reader.canonical()
        try reader.expectEnd()
    }

    /// Takes over bytes that are canonical already, such as a part of a sealed section.
    package init(canonical bytes: some Collection<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// The value, tagged text resolved; bringing it into canonical form gives these bytes again.
    ///
    /// Bytes that were altered on a disk, or are nested more than 128 deep, read as `null`. Of
    /// keys that Unicode takes for the same, such as two spellings of `é`, the last one counts.
    public var value: JSON {
        var reader = JSONReader(sealed: self.bytes)
        guard let value = try? reader.freeValue(), reader.isAtEnd else { return .null }
        return value
    }

    /// Whether it is an object.
    public var isObject: Bool { self.bytes.first == UInt8(ascii: "{") }

    /// Whether more than `limit` objects and arrays are open anywhere in it.
    func isNested(deeperThan limit: Int) -> Bool {
        // Each of them has two brackets.
        guard self.bytes.count > 2 * limit else { return false }
        var depth = 0
        var isText = false
        var isEscaped = false
        for byte in self.bytes {
            if isText {
                if byte == UInt8(ascii: "\""), !isEscaped { isText = false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            if depth > limit { return true }
        }
        return false
    }
}

extension CanonicalJSON: ExpressibleByDictionaryLiteral {
    /// An object; the last member of a key wins.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(.object(Dictionary(elements, uniquingKeysWith: { $1 })))
    }
}

extension JSONReader {
    /// Reads any value and brings it into canonical form.
    package mutating func canonical() throws(JSONError) -> CanonicalJSON {
        var writer = CanonicalWriter()
        try writer.copy(from: &self)
        return CanonicalJSON(canonical: writer.bytes)
    }
}
