/// A whole tree in memory: every complete node, for small logs and for verifying.
///
/// Takes twice the memory of its leaves (64 bytes a leaf) and answers any proof of its present or
/// an earlier size at once.
public struct MemoryTree: Sendable {
    // One list a level; a node is added when its right child is.
    private var levels: [[Hash]] = [[]]

    /// The tree over `leaves`, which are leaf hashes in order.
    public init(leaves: some Sequence<Hash> = []) {
        self.append(contentsOf: leaves)
    }

    /// Number of leaves.
    public var size: UInt64 { UInt64(self.leaves.count) }

    /// The leaf hashes, in order.
    public var leaves: [Hash] { self.levels[0] }

    /// The root of the whole tree.
    public var root: Hash {
        .joining(NodeCoordinate.covering(0..<self.size).compactMap { self[$0] })
    }

    /// Appends one leaf.
    public mutating func append(_ leaf: Hash) {
        var node = leaf
        var level = 0
        while true {
            if level == self.levels.count { self.levels.append([]) }
            self.levels[level].append(node)
            let count = self.levels[level].count
            guard count.isMultiple(of: 2) else { return }
            node = .node(self.levels[level][count - 2], node)
            level += 1
        }
    }

    /// Appends leaves in order.
    public mutating func append(contentsOf leaves: some Sequence<Hash>) {
        for leaf in leaves {
            self.append(leaf)
        }
    }

    /// The hash of a complete node; `nil` if the tree does not have it.
    public subscript(coordinate: NodeCoordinate) -> Hash? {
        guard coordinate.isComplete(inTreeOf: self.size) else { return nil }
        return self.levels[coordinate.level][Int(coordinate.index)]
    }

    /// The root the tree had when it held its first `size` leaves.
    ///
    /// - Throws: ``ProofError/sizeOutOfRange(size:treeSize:)`` if the tree is smaller.
    public func root(ofSize size: UInt64) throws(ProofError) -> Hash {
        guard size <= self.size else {
            throw .sizeOutOfRange(size: size, treeSize: self.size)
        }
        return .joining(NodeCoordinate.covering(0..<size).compactMap { self[$0] })
    }
}

extension MemoryTree: HashReader {
    /// The hashes of complete nodes, in the order asked for.
    ///
    /// - Throws: ``ProofError/missingNode(_:)`` for a node the tree does not have.
    public func hashes(at coordinates: [NodeCoordinate]) throws(ProofError) -> [Hash] {
        var hashes: [Hash] = []
        hashes.reserveCapacity(coordinates.count)
        for coordinate in coordinates {
            guard let hash = self[coordinate] else { throw .missingNode(coordinate) }
            hashes.append(hash)
        }
        return hashes
    }
}
