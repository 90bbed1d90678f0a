internal import MerkleLog
internal import Synchronization
internal import Trail

/// The leaves of a tree that lead to its root, a tile at a time.
///
/// A proof of one leaf of a tile is made of the hashes of all its others, so that one proof stands
/// for the whole tile: what it takes for one event it takes for 256.
struct ProvenLeaves {
    /// Tiles that are kept at the most.
    private static let capacity = 64

    private let head: LedgerHead
    private let tree: TiledTree?
    private let reader: TileCache
    /// The leaves of tiles by index; `nil` for a tile that does not lead to the root.
    private var tiles: [UInt64: [Hash]?] = [:]

    /// The leaves under `head`.
    init(of head: LedgerHead, in ledger: any Ledger) {
        let reader = TileCache(LedgerTileReader(ledger, tenant: head.tenant))
        self.head = head
        self.reader = reader
        // A head whose tail has the wrong length leads nowhere.
        self.tree = try? TiledTree(size: head.size, tail: head.tail, reader: reader)
    }

    /// The leaf at `index`; `nil` where the tree has none that leads to its root.
    ///
    /// - Throws: What the ledger throws, but for what it does not have.
    mutating func leaf(at index: UInt64) async throws -> Hash? {
        let width = UInt64(TileCoordinate.fullWidth)
        guard index < self.head.size else { return nil }
        let leaves = try await self.leaves(ofTile: index / width)
        let place = Int(index % width)
        guard let leaves, leaves.indices.contains(place) else { return nil }
        return leaves[place]
    }

    private mutating func leaves(ofTile tile: UInt64) async throws -> [Hash]? {
        if let leaves = self.tiles[tile] { return leaves }
        let leaves = try await self.provenLeaves(ofTile: tile)
        if self.tiles.count >= Self.capacity { self.tiles.removeAll(keepingCapacity: true) }
        self.tiles[tile] = .some(leaves)
        return leaves
    }

    private func provenLeaves(ofTile tile: UInt64) async throws -> [Hash]? {
        guard let tree,
            let place = TileCoordinate(level: 0, index: tile, treeSize: self.head.size)
        else { return nil }
        do {
            // From the same cache as the proof's own reads, so that both see one tile.
            let leaves =
                place.isFull
                ? try await self.reader.fullTiles(at: [place])[0].hashes : self.head.tail
            guard let first = leaves.first else { return nil }
            let index = tile * UInt64(TileCoordinate.fullWidth)
            let size = self.head.size
            let proof = try await InclusionProof(index: index, treeSize: size, reader: tree)
            try proof.verify(leaf: first, root: self.head.root)
            return leaves
        } catch let error as TrailError where error.code == .notFound {
            return nil
        } catch  where error is ProofError || error is TileError {
            return nil
        }
    }
}

/// Tiles that were read before, from a reader behind it.
private final class TileCache: TileReader {
    /// Tiles that are kept at the most: 2 MiB.
    private static let capacity = 256

    private let reader: LedgerTileReader
    private let tiles = Mutex<[TileCoordinate: Tile]>([:])
    private let runs = Mutex<[TileRun: [Hash]]>([:])

    init(_ reader: LedgerTileReader) {
        self.reader = reader
    }

    func fullTiles(at coordinates: [TileCoordinate]) async throws -> [Tile] {
        var found: [Tile] = []
        for coordinate in coordinates {
            if let tile = self.tiles.withLock({ $0[coordinate] }) {
                found.append(tile)
                continue
            }
            let tile = try await self.reader.fullTiles(at: [coordinate])[0]
            self.tiles.withLock { tiles in
                if tiles.count >= Self.capacity { tiles.removeAll(keepingCapacity: true) }
                tiles[coordinate] = tile
            }
            found.append(tile)
        }
        return found
    }

    func roots(of run: TileRun) async throws -> [Hash] {
        if let roots = self.runs.withLock({ $0[run] }) { return roots }
        let roots = try await self.reader.roots(of: run)
        self.runs.withLock { runs in
            if runs.count >= Self.capacity { runs.removeAll(keepingCapacity: true) }
            runs[run] = roots
        }
        return roots
    }
}
