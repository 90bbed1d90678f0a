/// Writes numbers and texts of a summary: numbers as LEB128, texts with their length before them.
struct FigureBytes {
    private(set) var bytes: [UInt8] = []

    mutating func number(_ number: Int64) {
        // Small numbers of either sign become small.
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        while rest > 0x7F {
            self.bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(rest))
    }

    mutating func text(_ text: some Collection<UInt8>) {
        self.number(Int64(text.count))
        self.bytes.append(contentsOf: text)
    }
}

/// Reads what ``FigureBytes`` wrote, in place.
///
/// A row may have been altered: on any bytes whatever, a read stays within them.
struct FigureByteReader {
    private let memory: UnsafeRawBufferPointer
    private var place = 0

    init(_ memory: UnsafeRawBufferPointer) {
        self.memory = memory
    }

    /// What is not read yet is no summary.
    struct Malformed: Error {}

    var isAtEnd: Bool { self.place == self.memory.count }

    mutating func number() throws(Malformed) -> Int64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while self.place < self.memory.count, shift < 64 {
            let byte = self.memory[self.place]
            self.place += 1
            value |= UInt64(byte & 0x7F) << shift
            guard byte > 0x7F else {
                return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
            }
            shift += 7
        }
        throw Malformed()
    }

    /// A number of things that follow, each of which takes a byte at least.
    mutating func count() throws(Malformed) -> Int {
        let count = try self.number()
        guard count >= 0, count <= self.memory.count - self.place else { throw Malformed() }
        return Int(count)
    }

    mutating func text() throws(Malformed) -> UnsafeRawBufferPointer {
        try self.take(try self.count())
    }

    mutating func take(_ count: Int) throws(Malformed) -> UnsafeRawBufferPointer {
        guard count <= self.memory.count - self.place else { throw Malformed() }
        defer { self.place += count }
        return UnsafeRawBufferPointer(rebasing: self.memory[self.place..<self.place + count])
    }
}
