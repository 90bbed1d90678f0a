/// The data of neighbouring leaves, as it is served beside their tile (C2SP tlog-tiles).
///
/// Each entry is what was hashed into the leaf, led by its length as two big-endian bytes.
public struct EntryBundle: Sendable, Equatable {
    /// The data of the leaves, in order; 1…256 of them.
    public let entries: [[UInt8]]

    /// Bundles the data of leaves.
    ///
    /// - Throws: ``TileError/entryCount(_:)`` or ``TileError/entryTooLong(_:)``.
    public init(entries: [[UInt8]]) throws(TileError) {
        guard (1...TileCoordinate.fullWidth).contains(entries.count) else {
            throw .entryCount(entries.count)
        }
        for entry in entries where entry.count > Int(UInt16.max) {
            throw .entryTooLong(entry.count)
        }
        self.entries = entries
    }

    /// Reads a bundle as it is served.
    ///
    /// - Throws: ``TileError/truncatedEntry`` or ``TileError/entryCount(_:)``.
    public init(bytes: [UInt8]) throws(TileError) {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while let high = rest.popFirst() {
            guard let low = rest.popFirst() else { throw .truncatedEntry }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length else { throw .truncatedEntry }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
            guard entries.count <= TileCoordinate.fullWidth else {
                throw .entryCount(entries.count)
            }
        }
        try self.init(entries: entries)
    }

    /// The bundle as it is served.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(self.entries.reduce(0) { $0 + $1.count + 2 })
        for entry in self.entries {
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 0xFF))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// The leaf hashes of the entries, in order: the level 0 tile of the same place.
    public var leaves: [Hash] { self.entries.map { .leaf($0) } }
}
