/// Turns appended leaves into full tiles, on the write path.
///
/// Holds the tree's frontier and, for each level, the hashes of the tile that is not full yet. One
/// hash is computed a leaf, amortised: a tile's root falls out of the frontier. It is a value: to
/// commit a batch, append to a copy, store what it returns, and keep the copy.
///
/// Store after each batch: ``size``, ``roots`` and ``tail``, and the tiles that became full. From
/// these the builder is restored without reading any tile.
public struct TileBuilder: Sendable, Equatable {
    /// The right edge of the tree.
    public private(set) var frontier: TreeFrontier
    private var tails: [TileTail]

    /// A builder for the tree without leaves.
    public init() {
        self.frontier = TreeFrontier()
        self.tails = [TileTail()]
    }

    /// Restores a builder.
    ///
    /// - Parameters:
    ///   - size: Number of leaves in the tree.
    ///   - roots: The roots of its complete subtrees, as ``TreeFrontier/roots``.
    ///   - tail: The leaves of the level 0 tile that is not full, at most 255.
    /// - Throws: ``TileError`` if the tail has the wrong number of leaves or does not hash to the
    ///   last of `roots`; ``TileError/rootCount(expected:found:)`` if `roots` do not fit `size`.
    public init(size: UInt64, roots: [Hash], tail: [Hash]) throws(TileError) {
        let frontier: TreeFrontier
        do {
            frontier = try TreeFrontier(size: size, roots: roots)
        } catch {
            throw .rootCount(expected: size.nonzeroBitCount, found: roots.count)
        }
        try self.init(frontier: frontier, tail: tail)
    }

    /// Restores a builder from a frontier and the leaves of the level 0 tile that is not full.
    ///
    /// - Throws: ``TileError/tailCount(expected:found:)`` or ``TileError/tailMismatch``.
    public init(frontier: TreeFrontier, tail: [Hash]) throws(TileError) {
        let expected = Int(frontier.size % UInt64(TileCoordinate.fullWidth))
        guard tail.count == expected else {
            throw .tailCount(expected: expected, found: tail.count)
        }
        var edge = TreeFrontier()
        edge.append(contentsOf: tail)
        guard frontier.roots.suffix(edge.roots.count) == edge.roots[...] else {
            throw .tailMismatch
        }
        self.frontier = frontier
        self.tails = TileTail.restored(treeSize: frontier.size, leaves: tail)
    }

    /// Number of leaves in the tree.
    public var size: UInt64 { self.frontier.size }
    /// The root of the tree.
    public var root: Hash { self.frontier.root }
    /// The roots of the tree's complete subtrees, left to right, largest first.
    public var roots: [Hash] { self.frontier.roots }
    /// The leaves of the level 0 tile that is not full yet, at most 255.
    public var tail: [Hash] { self.tails[0].hashes }

    /// Appends leaves in order, and returns the tiles that became full.
    public mutating func append(contentsOf leaves: some Sequence<Hash>) -> CompletedTiles {
        var completed = CompletedTiles()
        for leaf in leaves {
            self.append(leaf, completed: &completed)
        }
        return completed
    }

    /// Appends one leaf, and returns the tiles that became full.
    public mutating func append(_ leaf: Hash) -> CompletedTiles {
        var completed = CompletedTiles()
        self.append(leaf, completed: &completed)
        return completed
    }

    private mutating func append(_ leaf: Hash, completed: inout CompletedTiles) {
        var hash = leaf
        var level = 0
        while true {
            if level == self.tails.count { self.tails.append(TileTail()) }
            self.tails[level].append(hash)
            let subtreeLevel = level * TileCoordinate.height
            guard self.tails[level].isFull else {
                return self.frontier.append(subtree: hash, level: subtreeLevel)
            }
            hash = self.frontier.removeTile(closedBy: hash, level: subtreeLevel)
            let index = self.frontier.size >> UInt64(subtreeLevel + TileCoordinate.height)
            let coordinate = TileCoordinate(trustedLevel: level, index: index)
            completed.append(self.tails[level], at: coordinate, root: hash)
            self.tails[level].removeAll()
            level += 1
        }
    }
}
