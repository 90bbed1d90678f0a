/// Walks over the members of one object of a canonical text.
struct MemberScanner {
    /// A member: its key without quotes, and where its value begins.
    struct Member {
        let key: Range<Int>
        let value: Int
    }

    private let scanner: CanonicalScanner
    /// Where the walk stands; behind the object once it is complete.
    private(set) var place: Int
    /// Whether the end of the object was reached.
    private(set) var isComplete = false

    init(_ scanner: CanonicalScanner, objectAt place: Int) {
        self.scanner = scanner
        self.place = place
    }

    /// The next member; `nil` at the end of the object, or where the text is no object.
    ///
    /// The caller passes each member's value with ``skip(to:)`` before it asks for the next.
    @inline(__always)
    mutating func next() -> Member? {
        // A brace stands before the first member, a comma before each other one.
        var quote = self.place + 1
        switch self.scanner.byte(self.place) {
        case UInt8(ascii: "{"):
            if self.scanner.byte(quote) == UInt8(ascii: "}") {
                quote += 1
                fallthrough
            }
        case UInt8(ascii: "}"):
            self.place = quote
            self.isComplete = true
            return nil
        case UInt8(ascii: ","): break
        default: return nil
        }
        guard self.scanner.byte(quote) == UInt8(ascii: "\""),
            let end = self.scanner.end(ofTextAt: quote),
            self.scanner.byte(end) == UInt8(ascii: ":")
        else { return nil }
        return Member(key: quote + 1..<end - 1, value: end + 1)
    }

    /// Goes on behind a value that ends at `end`; `nil` ends the walk.
    @inline(__always)
    mutating func skip(to end: Int?) {
        self.place = end ?? self.scanner.bytes.count
    }
}
