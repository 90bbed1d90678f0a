/// Proof that a leaf is at its index in a tree (RFC 6962 §2.1.1).
public struct InclusionProof: Sendable, Equatable {
    /// The leaf's place in the log.
    public let index: UInt64
    /// Number of leaves of the tree it is proved to be in.
    public let treeSize: UInt64
    /// The sibling subtrees' roots on the way up, nearest the leaf first.
    public let path: [Hash]

    /// Takes a proof as received; nothing is checked before ``verify(leaf:root:)``.
    public init(index: UInt64, treeSize: UInt64, path: [Hash]) {
        self.index = index
        self.treeSize = treeSize
        self.path = path
    }

    /// Checks that `leaf` is at ``index`` in the tree of ``treeSize`` leaves with this root.
    ///
    /// A root does not commit to its tree's size, so another size of the same shape would pass:
    /// take ``treeSize`` and `root` from one checkpoint.
    /// - Throws: ``ProofError`` if the index is not in the tree, the path has the wrong length,
    ///   or it leads to another root.
    public func verify(leaf: Hash, root: Hash) throws(ProofError) {
        guard try self.root(leaf: leaf) == root else { throw .rootMismatch }
    }

    /// The root the path leads to from `leaf`.
    ///
    /// - Throws: ``ProofError`` if the index is not in the tree or the path has the wrong length.
    public func root(leaf: Hash) throws(ProofError) -> Hash {
        guard self.index < self.treeSize else {
            throw .indexOutOfRange(index: self.index, treeSize: self.treeSize)
        }
        let shape = PathShape(of: self.index, treeSize: self.treeSize)
        guard self.path.count == shape.inner + shape.border else {
            throw .wrongLength(expected: shape.inner + shape.border, found: self.path.count)
        }
        var hash = leaf
        for (level, sibling) in self.path.enumerated() {
            let isRightChild = level >= shape.inner || self.index >> UInt64(level) & 1 == 1
            hash = isRightChild ? .node(sibling, hash) : .node(hash, sibling)
        }
        return hash
    }
}

extension InclusionProof {
    /// Builds the proof that leaf `index` is in the tree of the first `treeSize` leaves.
    ///
    /// Reads all nodes it needs (about log2 of the size) in one call of `reader`.
    /// - Throws: ``ProofError`` if the index is not in the tree; whatever `reader` throws.
    public init(index: UInt64, treeSize: UInt64, reader: some HashReader) async throws {
        let plan = try ProofPlan(inclusionOf: index, treeSize: treeSize)
        let hashes = try await reader.hashes(at: plan.coordinates)
        self.init(index: index, treeSize: treeSize, path: try plan.path(from: hashes))
    }

    /// Builds the proof that leaf `index` is in the tree of the first `treeSize` leaves of `tree`.
    ///
    /// - Throws: ``ProofError`` if the index is not in that tree, or `tree` is smaller.
    public init(index: UInt64, treeSize: UInt64, tree: MemoryTree) throws(ProofError) {
        let plan = try ProofPlan(inclusionOf: index, treeSize: treeSize)
        let hashes = try tree.hashes(at: plan.coordinates)
        self.init(index: index, treeSize: treeSize, path: try plan.path(from: hashes))
    }
}
