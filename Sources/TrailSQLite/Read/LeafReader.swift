internal import GRDB
internal import MerkleLog
internal import Trail

/// Leaf hashes as the tree holds them.
///
/// A row does not carry its leaf: it would be one more thing to keep in step, and reading a tile
/// gives 256 of them.
struct LeafReader {
    private let tiles: TileTable
    private let size: UInt64
    private let tail: [Hash]
    /// Tiles by index; `nil` in place of one that is not stored.
    private var read: [UInt64: [UInt8]?] = [:]

    /// Tiles that are kept at the most.
    private static let capacity = 64

    init(_ view: LedgerView, _ database: Database) {
        self.tiles = TileTable(tenant: view.number, database: database)
        self.size = view.size
        self.tail = view.tail
    }

    init(tenant: Int64, _ head: LedgerHead, _ database: Database) {
        self.tiles = TileTable(tenant: tenant, database: database)
        self.size = head.size
        self.tail = head.tail
    }

    /// The leaf at `index`; `nil` where the tree has none.
    mutating func leaf(at index: UInt64) throws -> Hash? {
        guard index < self.size else { return nil }
        let width = UInt64(TileCoordinate.fullWidth)
        let (tile, place) = (index / width, Int(index % width))
        guard tile < self.size / width else {
            return place < self.tail.count ? self.tail[place] : nil
        }
        guard let bytes = try self.tile(tile) else { return nil }
        let start = place * Hash.byteCount
        guard start + Hash.byteCount <= bytes.count else { return nil }
        return bytes.withUnsafeBytes { memory in
            Hash(loading: UnsafeRawBufferPointer(rebasing: memory[start..<start + Hash.byteCount]))
        }
    }

    private mutating func tile(_ index: UInt64) throws -> [UInt8]? {
        if let bytes = self.read[index] { return bytes }
        let bytes = try self.tiles.bytes(level: 0, index: index)
        if self.read.count >= Self.capacity { self.read.removeAll(keepingCapacity: true) }
        self.read[index] = .some(bytes)
        return bytes
    }
}
