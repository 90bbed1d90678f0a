#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The entry that was met last, to see that an index is in order: what is looked up in one that is
/// not, is not found.
struct IndexOrder {
    /// The number that it is kept by, behind its bytes.
    private(set) var number = Int64.min
    /// The bytes that it is kept by.
    private(set) var bytes: [UInt8] = []
    private var time = Int64.min
    private var sequence = Int64.min

    /// Moves on to an entry.
    ///
    /// - Returns: Whether it stands behind the one before.
    mutating func advance(
        number: Int64 = 0,
        bytes: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0),
        time: Int64 = 0,
        sequence: Int64 = 0
    ) -> Bool {
        var order = self.compare(bytes)
        if order != 0 {
            self.bytes.removeAll(keepingCapacity: true)
            self.bytes.append(contentsOf: bytes)
        }
        if order == 0 { order = Self.compare(self.number, number) }
        if order == 0 { order = Self.compare(self.time, time) }
        if order == 0 { order = Self.compare(self.sequence, sequence) }
        self.number = number
        self.time = time
        self.sequence = sequence
        return order < 0
    }

    private func compare(_ bytes: UnsafeRawBufferPointer) -> Int {
        let common = min(self.bytes.count, bytes.count)
        if common > 0, let start = bytes.baseAddress {
            let order = self.bytes.withUnsafeBytes { mine in
                mine.baseAddress.map { Int(memcmp($0, start, common)) } ?? 0
            }
            if order != 0 { return order }
        }
        return self.bytes.count - bytes.count
    }

    private static func compare(_ one: Int64, _ other: Int64) -> Int {
        one < other ? -1 : one == other ? 0 : 1
    }
}
