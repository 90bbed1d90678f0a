/// The right edge of a tree: the roots of its complete subtrees, left to right.
///
/// This is all a writer needs to append leaves and to know the root: at most 64 hashes, however
/// many leaves there are. Appending costs one hash a leaf, amortised. It is a value: keep a copy,
/// append, and drop either of the two to commit or to roll back.
public struct TreeFrontier: Sendable, Equatable {
    /// Number of leaves in the tree.
    public private(set) var size: UInt64

    /// The roots of the complete subtrees, left to right, largest first.
    ///
    /// There is one for each set bit of ``size``.
    public private(set) var roots: [Hash]

    /// The frontier of the tree without leaves.
    public init() {
        self.size = 0
        self.roots = []
    }

    /// Restores a frontier that was stored as its size and roots.
    ///
    /// - Throws: ``TreeError/rootCount(expected:found:)`` if there is not one root for each set
    ///   bit of `size`.
    public init(size: UInt64, roots: [Hash]) throws(TreeError) {
        guard roots.count == size.nonzeroBitCount else {
            throw .rootCount(expected: size.nonzeroBitCount, found: roots.count)
        }
        self.size = size
        self.roots = roots
    }

    /// The root of the tree (RFC 6962 §2.1).
    public var root: Hash { .joining(self.roots) }

    /// Appends one leaf.
    public mutating func append(_ leaf: Hash) {
        self.append(subtree: leaf, level: 0)
    }

    /// Appends leaves in order.
    public mutating func append(contentsOf leaves: some Sequence<Hash>) {
        for leaf in leaves {
            self.append(subtree: leaf, level: 0)
        }
    }
}

extension TreeFrontier {
    /// Appends a complete subtree of 2^level leaves; `size` must be a multiple of that.
    package mutating func append(subtree: Hash, level: Int) {
        var root = subtree
        var bit: UInt64 = 1 << UInt64(level)
        let added = bit
        while self.size & bit != 0 {
            root = .node(self.roots.removeLast(), root)
            bit <<= 1
        }
        self.roots.append(root)
        self.size += added
    }

    /// Takes back the 255 subtrees of 2^level leaves at the right edge, and returns their root
    /// together with `last`, the 256th.
    ///
    /// The frontier must end in eight subtrees, of 128, 64 … 1 times 2^level leaves.
    mutating func removeTile(closedBy last: Hash, level: Int) -> Hash {
        var root = last
        for _ in 0..<TileCoordinate.height {
            root = .node(self.roots.removeLast(), root)
        }
        self.size -= UInt64(TileCoordinate.fullWidth - 1) << UInt64(level)
        return root
    }
}
