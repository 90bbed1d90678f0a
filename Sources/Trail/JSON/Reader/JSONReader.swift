/// Reads JSON from bytes, piece by piece, and accepts nothing that RFC 8259 does not, nor a key
/// that an object has twice.
///
/// It holds a place in an array and allocates only for the texts it returns.
package struct JSONReader {
    /// The bytes.
    let bytes: [UInt8]
    /// The place of the next byte.
    package private(set) var position: Int
    /// The place after the last byte.
    let end: Int
    /// How many objects and arrays may still be opened.
    private var depthLeft: Int
    /// How many objects and arrays may be open at once.
    let maximumDepth: Int
    /// Whether the bytes were canonical when they were sealed, so that a tag in a text is one.
    private(set) var isSealed: Bool
    /// The keys so far of all objects that are open.
    var seenKeys = SeenKeys()

    /// How deep what is sealed is read: deeper than anything that is let in.
    private static let sealedDepth = 128

    /// A reader at the start of `bytes`.
    package init(_ bytes: [UInt8], depth: Int = 32) {
        self.init(bytes, in: bytes.startIndex..<bytes.endIndex, depth: depth)
    }

    /// A reader of a part of `bytes`, such as one line.
    package init(_ bytes: [UInt8], in range: Range<Int>, depth: Int = 32) {
        self.init(bytes, in: range, depth: depth, isSealed: false)
    }

    /// A reader of canonical JSON that was sealed: text behind a tag is taken for what the tag
    /// says, and nothing is escaped again.
    package init(sealed bytes: [UInt8]) {
        let range = bytes.startIndex..<bytes.endIndex
        self.init(bytes, in: range, depth: Self.sealedDepth, isSealed: true)
    }

    private init(_ bytes: [UInt8], in range: Range<Int>, depth: Int, isSealed: Bool) {
        self.bytes = bytes
        self.position = range.lowerBound
        self.end = range.upperBound
        self.depthLeft = depth
        self.maximumDepth = depth
        self.isSealed = isSealed
    }

    /// From here on a tag in a text is one.
    mutating func takeAsSealed() {
        self.isSealed = true
    }

    /// A reader of another part of the same bytes.
    func part(_ range: Range<Int>) -> JSONReader {
        JSONReader(self.bytes, in: range, depth: self.maximumDepth, isSealed: self.isSealed)
    }

    /// Whether only white space is left.
    package var isAtEnd: Bool {
        mutating get {
            self.skipSpace()
            return self.position == self.end
        }
    }

    /// Refuses anything but white space.
    package mutating func expectEnd() throws(JSONError) {
        guard self.isAtEnd else { throw self.error(.trailing) }
    }

    /// The first byte of the next value; `nil` at the end.
    @inline(__always)
    package mutating func peek() -> UInt8? {
        guard self.position < self.end else { return nil }
        let byte = self.bytes[self.position]
        if byte > 0x20 { return byte }
        self.skipSpace()
        return self.position < self.end ? self.bytes[self.position] : nil
    }

    /// Reads an array: calls `body` for each element, and `body` reads it.
    package mutating func array<Failure: Error>(
        orThrow wrap: (JSONError) -> Failure,
        _ body: (Int, inout JSONReader) throws(Failure) -> Void
    ) throws(Failure) {
        do { try self.open(UInt8(ascii: "["), "an array") } catch { throw wrap(error) }
        if self.take(UInt8(ascii: "]")) { return self.close() }
        var place = 0
        while true {
            try body(place, &self)
            place += 1
            if self.take(UInt8(ascii: ",")) { continue }
            if self.take(UInt8(ascii: "]")) { return self.close() }
            throw wrap(self.unexpected("',' or ']'"))
        }
    }

    /// Reads `true` or `false`.
    package mutating func bool() throws(JSONError) -> Bool {
        switch self.peek() {
        case UInt8(ascii: "t"):
            try self.word("true")
            return true
        case UInt8(ascii: "f"):
            try self.word("false")
            return false
        default: throw self.unexpected("true or false")
        }
    }

    /// Reads `null`, if it stands here.
    package mutating func null() throws(JSONError) -> Bool {
        guard self.peek() == UInt8(ascii: "n") else { return false }
        try self.word("null")
        return true
    }

    func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason, at: self.position)
    }

    func unexpected(_ what: String) -> JSONError {
        self.error(self.position == self.end ? .endOfInput : .expected(what))
    }
}

extension JSONReader {
    mutating func skipSpace() {
        while self.position < self.end {
            switch self.bytes[self.position] {
            case 0x20, 0x0A, 0x0D, 0x09: self.position += 1
            default: return
            }
        }
    }

    /// Takes `byte` if it is the next one behind white space.
    mutating func take(_ byte: UInt8) -> Bool {
        guard self.peek() == byte else { return false }
        self.position += 1
        return true
    }

    mutating func advance(to position: Int) {
        self.position = position
    }

    mutating func open(_ byte: UInt8, _ what: String) throws(JSONError) {
        guard self.peek() == byte else { throw self.unexpected(what) }
        guard self.depthLeft > 0 else { throw self.error(.tooDeep(limit: self.maximumDepth)) }
        self.depthLeft -= 1
        self.position += 1
    }

    mutating func close() {
        self.depthLeft += 1
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        let count = word.utf8CodeUnitCount
        let matches =
            self.end - self.position >= count
            && word.withUTF8Buffer { buffer in
                buffer.indices.allSatisfy { self.bytes[self.position + $0] == buffer[$0] }
            }
        guard matches else { throw self.unexpected("a value") }
        self.position += count
    }
}
