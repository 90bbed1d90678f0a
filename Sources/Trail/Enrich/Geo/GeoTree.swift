/// The search tree of a MaxMind DB: finds the record of an address, bit by bit.
struct GeoTree: Sendable {
    /// Bits of one of the two records of a node: 24, 28 or 32.
    let recordSize: Int
    /// Nodes in the tree.
    let nodeCount: Int
    /// The addresses it knows: 4, or 6 for both.
    let version: Int
    /// The node, or what stands in its place, at which IPv4 addresses begin.
    private var start = 0

    /// A tree at the beginning of `bytes`, which hold all of it.
    init(
        recordSize: Int,
        nodeCount: Int,
        version: Int,
        in bytes: UnsafeRawBufferPointer
    ) throws(GeoFault) {
        self.recordSize = recordSize
        self.nodeCount = nodeCount
        self.version = version
        // IPv4 addresses are kept as `::a.b.c.d`.
        for _ in 0..<(version == 6 ? 96 : 0) where self.start < nodeCount {
            self.start = try self.child(of: self.start, isRight: false, in: bytes)
        }
    }

    /// The place of the record of `address` in the data section; `nil` where it has none.
    func record(
        of address: IPAddress,
        in bytes: UnsafeRawBufferPointer
    ) throws(GeoFault) -> Int? {
        guard address.isIPv4 || self.version == 6 else { return nil }
        var node = address.isIPv4 ? self.start : 0
        var bit = address.isIPv4 ? 32 : 128
        while node < self.nodeCount, bit > 0 {
            bit -= 1
            let isRight = address.bits >> UInt128(bit) & 1 == 1
            node = try self.child(of: node, isRight: isRight, in: bytes)
        }
        guard node >= self.nodeCount else { throw .endlessTree }
        guard node > self.nodeCount else { return nil }
        // 16 bytes of zeros separate the tree from the data.
        let place = node - self.nodeCount - 16
        guard place >= 0 else { throw .outOfBounds }
        return place
    }

    private func child(
        of node: Int,
        isRight: Bool,
        in bytes: UnsafeRawBufferPointer
    ) throws(GeoFault) -> Int {
        let size = self.recordSize / 4
        let place = node * size
        guard place + size <= bytes.count else { throw .outOfBounds }
        func byte(_ offset: Int) -> Int { Int(bytes[place + offset]) }
        let start = isRight ? size - self.recordSize / 8 : 0
        let low = byte(start) << 16 | byte(start + 1) << 8 | byte(start + 2)
        switch self.recordSize {
        case 24: return low
        // The byte in the middle has the highest bits of both.
        case 28: return (isRight ? byte(3) & 0x0F : byte(3) >> 4) << 24 | low
        default: return low << 8 | byte(start + 3)
        }
    }
}
