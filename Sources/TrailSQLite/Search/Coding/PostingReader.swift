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
