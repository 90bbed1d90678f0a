internal import Trail

/// A word as the index has it: its first twelve bytes, in order of bytes.
///
/// What is cut off only costs a look at events that have a word beginning alike: each event that the
/// index leads to is held against the search itself. No word has a zero byte, so shorter ones
/// are filled up with zeros.
struct IndexTerm: Sendable, Hashable, Comparable {
    /// How many bytes of a word are kept.
    static let length = 12

    private let high: UInt64
    private let low: UInt32

    private init(high: UInt64, low: UInt32) {
        self.high = high
        self.low = low
    }

    /// The term of a word.
    init(_ word: UnsafeBufferPointer<UInt8>) {
        var high: UInt64 = 0
        var low: UInt32 = 0
        for offset in 0..<min(word.count, Self.length) {
            let byte = word[offset]
            if offset < 8 {
                high |= UInt64(byte) << (56 - 8 * UInt64(offset))
            } else {
                low |= UInt32(byte) << (24 - 8 * UInt32(offset - 8))
            }
        }
        self.high = high
        self.low = low
    }

    /// The term of a word.
    init(_ word: [UInt8]) {
        self = word.withUnsafeBufferPointer { IndexTerm($0) }
    }

    /// The term under which all events of a kind are found; no word begins with its first byte.
    init(kind code: Int64) {
        let byte = UInt8(truncatingIfNeeded: code &+ 1)
        self.init(high: 1 << 56 | UInt64(byte) << 48, low: 0)
    }

    /// The bytes, without what fills them up.
    var bytes: [UInt8] {
        var bytes = (0..<Self.length).map { self[$0] }
        while bytes.last == 0 { bytes.removeLast() }
        return bytes
    }

    /// One of the twelve bytes.
    subscript(offset: Int) -> UInt8 {
        offset < 8
            ? UInt8(truncatingIfNeeded: self.high >> (56 - 8 * UInt64(offset)))
            : UInt8(truncatingIfNeeded: self.low >> (24 - 8 * UInt32(offset - 8)))
    }

    /// Whether the term begins with `beginning`.
    func begins(with beginning: [UInt8]) -> Bool {
        guard beginning.count <= Self.length else { return false }
        return beginning.indices.allSatisfy { self[$0] == beginning[$0] }
    }

    static func < (one: IndexTerm, other: IndexTerm) -> Bool {
        one.high == other.high ? one.low < other.low : one.high < other.high
    }
}
