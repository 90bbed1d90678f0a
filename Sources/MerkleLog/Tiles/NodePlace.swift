/// Where a node is found: the root over some neighbouring hashes of one tile.
struct NodePlace {
    /// The tile, as wide as the tree has it.
    let tile: TileCoordinate
    /// Which of its hashes the node covers; their number is a power of two.
    let hashes: Range<Int>

    init(of node: NodeCoordinate, treeSize: UInt64) throws(ProofError) {
        guard node.isComplete(inTreeOf: treeSize) else { throw .missingNode(node) }
        let level = node.level / TileCoordinate.height
        let height = UInt64(node.level % TileCoordinate.height)
        let first = node.index << height
        let index = first / UInt64(TileCoordinate.fullWidth)
        guard let tile = TileCoordinate(level: level, index: index, treeSize: treeSize) else {
            throw .missingNode(node)
        }
        let start = Int(first % UInt64(TileCoordinate.fullWidth))
        self.tile = tile
        self.hashes = start..<start + (1 << Int(height))
    }
}
