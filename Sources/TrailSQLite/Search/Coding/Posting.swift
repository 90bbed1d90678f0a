/// The documents of one term as bytes.
///
/// A varint of their number, twice, and one more where they are bits. Then the first document and
/// the distances between them as varints; or, where an eighth of all have the term and more, a bit
/// for each document of the part.
enum Posting {
    /// Appends the documents, which are in order.
    static func append(_ documents: ArraySlice<UInt16>, of count: Int, to bytes: inout [UInt8]) {
        let isDense = documents.count * 8 >= count
        self.append(documents.count << 1 | (isDense ? 1 : 0), to: &bytes)
        guard !isDense else {
            var bits = [UInt8](repeating: 0, count: (count + 7) / 8)
            for document in documents { bits[Int(document) >> 3] |= 1 << (document & 7) }
            return bytes.append(contentsOf: bits)
        }
        var last = 0
        for document in documents {
            self.append(Int(document) - last, to: &bytes)
            last = Int(document)
        }
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Reads bytes that may have been altered: it never leaves them.
struct PostingReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var place = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { self.place >= self.bytes.count }

    /// The next byte; `nil` behind the last.
    mutating func byte() -> UInt8? {
        guard self.place < self.bytes.count else { return nil }
        defer { self.place += 1 }
        return self.bytes[self.place]
    }

    /// A varint; `nil` where none is.
    mutating func number() -> Int? {
        var number = 0
        for shift in stride(from: 0, through: 28, by: 7) {
            guard let byte = self.byte() else { return nil }
            number |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }

    /// Adds the documents of a posting to `set`, which is of `count` documents.
    ///
    /// - Returns: Whether they were there and within the set.
    mutating func read(into set: inout DocumentSet, of count: Int) -> Bool {
        guard let header = self.number() else { return false }
        if header & 1 == 1 {
            let length = (count + 7) / 8
            guard self.bytes.count - self.place >= length else { return false }
            for offset in 0..<length {
                set.insert(self.bytes[self.place + offset], number: offset)
            }
            self.place += length
            return true
        }
        var document = 0
        for _ in 0..<header >> 1 {
            guard let distance = self.number() else { return false }
            document += distance
            guard document < count else { return false }
            set.insert(document)
        }
        return true
    }

    /// Passes over a posting.
    ///
    /// - Returns: Whether one was there.
    mutating func skip(of count: Int) -> Bool {
        guard let header = self.number() else { return false }
        if header & 1 == 1 {
            let length = (count + 7) / 8
            guard self.bytes.count - self.place >= length else { return false }
            self.place += length
            return true
        }
        var left = header >> 1
        while left > 0 {
            guard let byte = self.byte() else { return false }
            if byte < 0x80 { left -= 1 }
        }
        return true
    }
}
