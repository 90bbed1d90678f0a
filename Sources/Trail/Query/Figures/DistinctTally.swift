/// Counts how many different texts there are: exactly while they are few, then by a sketch that
/// estimates within two percent or so and can be merged with others (HyperLogLog).
///
/// Texts are kept as hashes of 64 bits. From the hash of an address the address can be guessed,
/// so that what is stored of a sketch must be as erasable as the address.
package struct DistinctTally: Sendable, Hashable {
    /// The number of registers of a sketch, each one byte.
    package static let registerCount = 4_096

    private static let indexBits = 12

    /// How many texts are counted exactly.
    private let limit: Int
    /// The hashes while they are few.
    package private(set) var hashes: Set<UInt64> = []
    /// The registers of the sketch; empty while hashes are kept.
    package private(set) var registers: [UInt8] = []

    /// Nothing yet, exact up to `limit` texts.
    package init(exactUpTo limit: Int) {
        self.limit = limit
    }

    /// Counts a text.
    package mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        self.add(hash: Self.hash(text))
    }

    /// Counts the text of a hash.
    package mutating func add(hash: UInt64) {
        guard self.registers.isEmpty else { return self.note(hash) }
        self.hashes.insert(hash)
        guard self.hashes.count > self.limit else { return }
        self.registers = Array(repeating: 0, count: Self.registerCount)
        for hash in self.hashes { self.note(hash) }
        self.hashes = []
    }

    /// Counts the texts of a sketch; one of another size counts for nothing.
    package mutating func add(registers other: UnsafeRawBufferPointer) {
        guard other.count == Self.registerCount else { return }
        if self.registers.isEmpty {
            self.registers = Array(repeating: 0, count: Self.registerCount)
            for hash in self.hashes { self.note(hash) }
            self.hashes = []
        }
        self.registers.withUnsafeMutableBufferPointer { registers in
            for index in registers.indices {
                registers[index] = max(registers[index], other[index])
            }
        }
    }

    /// Counts the texts of another tally.
    package mutating func add(_ other: DistinctTally) {
        for hash in other.hashes { self.add(hash: hash) }
        other.registers.withUnsafeBytes { if !$0.isEmpty { self.add(registers: $0) } }
    }

    /// How many there are.
    package var count: EventCount {
        guard !self.registers.isEmpty else { return EventCount(self.hashes.count) }
        return EventCount(Int(self.estimate.rounded()), isEstimate: true)
    }

    private mutating func note(_ hash: UInt64) {
        let index = Int(hash >> UInt64(64 - Self.indexBits))
        let rest = (hash << UInt64(Self.indexBits)) | (1 << UInt64(Self.indexBits - 1))
        let rank = UInt8(rest.leadingZeroBitCount + 1)
        if rank > self.registers[index] { self.registers[index] = rank }
    }

    /// FNV-1a with a finalizer that spreads its bits: the same in every process, for it is stored.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }
}

extension DistinctTally {
    /// The estimate of the registers.
    ///
    /// After Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017),
    /// which needs no correction at either end.
    private var estimate: Double {
        let highest = 64 - Self.indexBits + 1
        var counts = Array(repeating: 0.0, count: highest + 1)
        for register in self.registers { counts[min(Int(register), highest)] += 1 }
        let size = Double(Self.registerCount)
        var sum = size * Self.tau(1 - counts[highest] / size)
        for rank in stride(from: highest - 1, through: 1, by: -1) {
            sum = 0.5 * (sum + counts[rank])
        }
        sum += size * Self.sigma(counts[0] / size)
        // 1 / (2 ln 2)
        return 0.721_347_520_444_481_7 * size * size / sum
    }

    private static func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var (power, factor, sum) = (share, 1.0, share)
        while true {
            power *= power
            let before = sum
            sum += power * factor
            factor += factor
            guard sum != before else { return sum }
        }
    }

    private static func tau(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        var (root, factor, sum) = (share, 1.0, 1 - share)
        while true {
            root = root.squareRoot()
            let before = sum
            factor *= 0.5
            sum -= (1 - root) * (1 - root) * factor
            guard sum != before else { return sum / 3 }
        }
    }
}
