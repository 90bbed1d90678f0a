/// A sum over entries of an index: two sets of entries with the same sum are the same, in whatever
/// order they are gone through.
struct EntrySum: Equatable, Sendable {
    private var count: Int
    private var sum: UInt64 = 0

    /// The sum over nothing; with a count below zero, one that no entries have.
    init(count: Int = 0) {
        self.count = count
    }

    /// Adds an entry by its hash.
    mutating func add(_ hash: UInt64) {
        self.count += 1
        self.sum &+= hash
    }
}

/// Hashes entries under a secret that is drawn for each check: whoever alters an index cannot know
/// which other entries would have the same sum.
struct EntryHash: Sendable {
    private let first = UInt64.random(in: .min ... .max)
    private let second = UInt64.random(in: .min ... .max)
    private let third = UInt64.random(in: .min ... .max)

    /// Two numbers in one.
    func pair(_ one: UInt64, _ other: UInt64) -> UInt64 {
        Self.mix(one ^ self.first, other ^ self.second)
    }

    /// The bytes of a value, and of which type it is.
    func value(_ bytes: UnsafeRawBufferPointer, type: Int32) -> UInt64 {
        var hash = Self.mix(
            UInt64(bytes.count) << 8 ^ UInt64(truncatingIfNeeded: type) ^ self.third,
            self.first
        )
        var place = 0
        while place + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            hash = Self.mix(hash ^ word, self.second)
            place += 8
        }
        guard place < bytes.count else { return hash }
        var word: UInt64 = 0
        while place < bytes.count {
            word = word << 8 | UInt64(bytes[place])
            place += 1
        }
        return Self.mix(hash ^ word, self.third)
    }

    private static func mix(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = one.multipliedFullWidth(by: other)
        return product.high ^ product.low
    }
}
