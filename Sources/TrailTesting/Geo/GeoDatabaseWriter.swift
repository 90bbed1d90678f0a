package import Trail

/// Makes databases in MaxMind DB format 2.0, for tests and for trying things out.
package struct GeoDatabaseWriter: Sendable {
    /// One of the two records of a node.
    private enum Slot: Sendable {
        case empty
        case node(Int)
        case value(GeoValue)
    }

    /// Bits of a record of the search tree: 24, 28 or 32.
    package var recordSize = 28
    /// What the database is called.
    package var type = "Trail-Test-City"
    /// When it was made, in seconds since 1970.
    package var builtAt: UInt64 = 1_795_228_720
    /// Bytes that nothing refers to, before all values.
    package var padding = 0
    private let addressVersion: Int
    private var nodes: [(left: Slot, right: Slot)] = [(.empty, .empty)]

    /// A writer of a database of IPv6 and IPv4 addresses, or of IPv4 addresses alone.
    package init(addressVersion: Int = 6) {
        self.addressVersion = addressVersion
    }

    /// Gives a value to all addresses of a network, except those of networks within it that have
    /// one and are inserted later.
    package mutating func insert(_ value: GeoValue, for network: AddressRange) {
        let isShort = self.addressVersion == 4
        precondition(network.isIPv4 || !isShort, "IPv6 in a database of IPv4")
        let bits = network.isIPv4 ? network.address.bits & 0xFFFF_FFFF : network.address.bits
        let width = isShort ? 32 : 128
        let length = network.prefixLength + (network.isIPv4 && !isShort ? 96 : 0)
        precondition(length > 0, "a network of all addresses")
        var node = 0
        for depth in 1..<length {
            node = self.child(of: node, isRight: Self.bit(bits, at: depth, of: width))
        }
        self.set(.value(value), in: node, isRight: Self.bit(bits, at: length, of: width))
    }

    /// The database.
    package func bytes() -> [UInt8] {
        var data = GeoValueEncoder()
        if self.padding > 0 { data.append(.bytes([UInt8](repeating: 0, count: self.padding))) }
        var tree: [UInt8] = []
        for node in self.nodes {
            let left = self.number(of: node.left, &data)
            let right = self.number(of: node.right, &data)
            switch self.recordSize {
            case 28:
                tree += Self.bytes(left, 3) + [UInt8((left >> 24) << 4 | right >> 24)]
                tree += Self.bytes(right, 3)
            default:
                tree += Self.bytes(left, self.recordSize / 8)
                tree += Self.bytes(right, self.recordSize / 8)
            }
        }
        var metadata = GeoValueEncoder()
        metadata.append(self.metadata)
        return tree + [UInt8](repeating: 0, count: 16) + data.bytes
            + [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8) + metadata.bytes
    }

    private var metadata: GeoValue {
        .map([
            "binary_format_major_version": .uint16(2),
            "binary_format_minor_version": .uint16(0),
            "build_epoch": .uint64(self.builtAt),
            "database_type": .text(self.type),
            "description": .map(["en": .text("Made for a test")]),
            "ip_version": .uint16(UInt16(self.addressVersion)),
            "languages": .array([.text("en")]),
            "node_count": .uint32(UInt32(self.nodes.count)),
            "record_size": .uint16(UInt16(self.recordSize)),
        ])
    }

    private func number(of slot: Slot, _ data: inout GeoValueEncoder) -> Int {
        switch slot {
        case .empty: self.nodes.count
        case .node(let node): node
        case .value(let value): self.nodes.count + 16 + data.place(of: value)
        }
    }

    private mutating func child(of node: Int, isRight: Bool) -> Int {
        let slot = isRight ? self.nodes[node].right : self.nodes[node].left
        if case .node(let child) = slot { return child }
        self.nodes.append((slot, slot))
        self.set(.node(self.nodes.count - 1), in: node, isRight: isRight)
        return self.nodes.count - 1
    }

    private mutating func set(_ slot: Slot, in node: Int, isRight: Bool) {
        if isRight { self.nodes[node].right = slot } else { self.nodes[node].left = slot }
    }

    private static func bit(_ bits: UInt128, at depth: Int, of width: Int) -> Bool {
        bits >> UInt128(width - depth) & 1 == 1
    }

    private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
