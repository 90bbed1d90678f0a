/// A key of an object where it stands in the bytes, so that known keys are told apart without
/// making a text of each.
struct JSONKey {
    /// The first sixteen bytes of the key, its escapes resolved; zeros behind a shorter one.
    fileprivate let start: SIMD2<UInt64>
    /// How many bytes it has, its escapes resolved.
    let count: Int
    /// Where it is, without quotes.
    let range: Range<Int>
    /// Whether it holds no escape.
    let isPlain: Bool

    /// The key `text`, its escapes resolved, which stands at `range`.
    init(_ text: UnsafeRawBufferPointer, at range: Range<Int>, isPlain: Bool) {
        var start = SIMD2<UInt64>()
        withUnsafeMutableBytes(of: &start) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: text.prefix(bytes.count)))
        }
        self.start = start
        self.count = text.count
        self.range = range
        self.isPlain = isPlain
    }

    /// Whether it is the same key as `other`; both stand in `bytes`.
    @inline(__always)
    func isSame(as other: Self, in bytes: [UInt8]) -> Bool {
        guard self.count == other.count, self.start == other.start else { return false }
        return self.count <= 16 || self.text(in: bytes) == other.text(in: bytes)
    }

    /// Whether it stands before `other` in canonical JSON; both stand in `bytes`.
    func precedes(_ other: Self, in bytes: [UInt8]) -> Bool {
        guard self.isASCII, other.isASCII else {
            return CanonicalOrder.precedes(self.text(in: bytes), other.text(in: bytes))
        }
        for place in 0..<2 where self.start[place] != other.start[place] {
            return self.start[place].bigEndian < other.start[place].bigEndian
        }
        guard self.count > 16, other.count > 16 else { return self.count < other.count }
        return CanonicalOrder.precedes(self.text(in: bytes), other.text(in: bytes))
    }

    /// Its bytes, its escapes resolved, where it stands in `bytes`.
    func text(in bytes: [UInt8]) -> [UInt8] {
        guard !self.isPlain else { return Array(bytes[self.range]) }
        var reader = JSONReader(bytes, in: self.range.lowerBound - 1..<self.range.upperBound + 1)
        // It has been read once, so it can be read again.
        return (try? reader.escapedString()) ?? []
    }

    /// Whether the first bytes are ASCII.
    private var isASCII: Bool { (self.start[0] | self.start[1]) & 0x8080_8080_8080_8080 == 0 }

    /// Whether `key` is `name`, which has no more than sixteen bytes.
    @inline(__always)
    static func ~= (name: StaticString, key: Self) -> Bool {
        guard name.utf8CodeUnitCount == key.count else { return false }
        return withUnsafeBytes(of: key.start) { bytes in
            name.withUTF8Buffer { UnsafeRawBufferPointer($0).elementsEqual(bytes.prefix($0.count)) }
        }
    }
}
