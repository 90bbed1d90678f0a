/// The elements of a list in a header field, from the last to the first.
///
/// Proxies add to the end, so only the end is to be believed. Reading from there, nothing that a
/// client wrote before it, such as a quote that never closes, can change what a proxy said.
/// Separators within quoted strings (RFC 9110 §5.6.4) separate nothing; spaces around an element
/// are not part of it, and empty elements are left out (§5.6.1).
struct ReversedElements: Sequence, IteratorProtocol {
    private let bytes: ArraySlice<UInt8>
    private let separator: UInt8
    /// The end of what was not read yet; `nil` when everything was.
    private var end: Int?

    /// The elements of `bytes`, which `separator` separates.
    init(_ bytes: ArraySlice<UInt8>, separator: UInt8 = UInt8(ascii: ",")) {
        self.bytes = bytes
        self.separator = separator
        self.end = bytes.endIndex
    }

    /// The element before the one that was read last.
    mutating func next() -> ArraySlice<UInt8>? {
        while let element = self.element() {
            let trimmed = Self.trimmed(element)
            if !trimmed.isEmpty { return trimmed }
        }
        return nil
    }

    private mutating func element() -> ArraySlice<UInt8>? {
        guard let end = self.end else { return nil }
        var isQuoted = false
        var place = end
        while place > self.bytes.startIndex {
            place -= 1
            let byte = self.bytes[place]
            if byte == UInt8(ascii: "\"") {
                if !isQuoted || !self.isEscaped(place) { isQuoted.toggle() }
            } else if byte == self.separator, !isQuoted {
                self.end = place
                return self.bytes[(place + 1)..<end]
            }
        }
        self.end = nil
        return self.bytes[..<end]
    }

    /// Whether an odd number of backslashes stands before `place`.
    private func isEscaped(_ place: Int) -> Bool {
        var start = place
        while start > self.bytes.startIndex, self.bytes[start - 1] == UInt8(ascii: "\\") {
            start -= 1
        }
        return (place - start) % 2 == 1
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let byte = rest.first, Self.isSpace(byte) { rest = rest.dropFirst() }
        while let byte = rest.last, Self.isSpace(byte) { rest = rest.dropLast() }
        return rest
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
