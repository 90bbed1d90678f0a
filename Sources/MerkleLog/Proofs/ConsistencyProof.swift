/// Proof that a tree only grew: the older one's leaves are the newer one's first (RFC 6962 §2.1.2).
public struct ConsistencyProof: Sendable, Equatable {
    /// Number of leaves of the older tree.
    public let oldSize: UInt64
    /// Number of leaves of the newer tree.
    public let newSize: UInt64
    /// Roots of subtrees from which both trees' roots follow; empty if the sizes are equal or the
    /// older tree is empty.
    public let path: [Hash]

    /// Takes a proof as received; nothing is checked before ``verify(oldRoot:newRoot:)``.
    public init(oldSize: UInt64, newSize: UInt64, path: [Hash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Checks that the tree with `oldRoot` is the start of the tree with `newRoot`.
    ///
    /// Take each size and its root from one checkpoint: a root does not commit to a size. Every
    /// tree extends the empty one, so from size 0 nothing is said about `newRoot`.
    /// - Throws: ``ProofError`` if the sizes are the wrong way round, the path has the wrong
    ///   length, or it leads to another root than either of these.
    public func verify(oldRoot: Hash, newRoot: Hash) throws(ProofError) {
        guard self.oldSize <= self.newSize else {
            throw .sizeOutOfRange(size: self.oldSize, treeSize: self.newSize)
        }
        guard self.oldSize > 0, self.oldSize < self.newSize else {
            return try self.verifyWithoutPath(oldRoot: oldRoot, newRoot: newRoot)
        }
        let roots = try self.roots(from: oldRoot)
        guard roots.old == oldRoot else { throw .oldRootMismatch }
        guard roots.new == newRoot else { throw .rootMismatch }
    }

    private func verifyWithoutPath(oldRoot: Hash, newRoot: Hash) throws(ProofError) {
        guard self.path.isEmpty else {
            throw .wrongLength(expected: 0, found: self.path.count)
        }
        guard self.oldSize > 0 || oldRoot == .emptyTree else { throw .oldRootMismatch }
        guard self.oldSize < self.newSize || oldRoot == newRoot else { throw .rootMismatch }
    }

    /// Follows the path upwards from the last complete subtree of the older tree.
    ///
    /// Siblings to the left belong to both trees, those to the right only to the newer one.
    private func roots(from oldRoot: Hash) throws(ProofError) -> (old: Hash, new: Hash) {
        let lastLeaf = self.oldSize - 1
        let shape = PathShape(of: lastLeaf, treeSize: self.newSize)
        let startLevel = self.oldSize.trailingZeroBitCount
        // An older tree that is one complete subtree starts the way itself, known to the verifier.
        let startsAtOldRoot = self.oldSize == 1 << UInt64(startLevel)
        let inner = shape.inner - startLevel
        let expected = (startsAtOldRoot ? 0 : 1) + inner + shape.border
        guard self.path.count == expected else {
            throw .wrongLength(expected: expected, found: self.path.count)
        }
        let start = startsAtOldRoot ? oldRoot : self.path[0]
        var roots = (old: start, new: start)
        for (step, sibling) in self.path.dropFirst(startsAtOldRoot ? 0 : 1).enumerated() {
            let isLeft = step >= inner || lastLeaf >> UInt64(startLevel + step) & 1 == 1
            if isLeft {
                roots = (old: .node(sibling, roots.old), new: .node(sibling, roots.new))
            } else {
                roots.new = .node(roots.new, sibling)
            }
        }
        return roots
    }
}

extension ConsistencyProof {
    /// Builds the proof between the trees of the first `oldSize` and the first `newSize` leaves.
    ///
    /// Reads all nodes it needs (about log2 of the size) in one call of `reader`.
    /// - Throws: ``ProofError`` if the sizes are the wrong way round; whatever `reader` throws.
    public init(oldSize: UInt64, newSize: UInt64, reader: some HashReader) async throws {
        let plan = try ProofPlan(consistencyFrom: oldSize, to: newSize)
        let hashes = try await reader.hashes(at: plan.coordinates)
        self.init(oldSize: oldSize, newSize: newSize, path: try plan.path(from: hashes))
    }

    /// Builds the proof between the trees of the first `oldSize` and the first `newSize` leaves.
    ///
    /// - Throws: ``ProofError`` if the sizes are the wrong way round, or `tree` is smaller.
    public init(oldSize: UInt64, newSize: UInt64, tree: MemoryTree) throws(ProofError) {
        let plan = try ProofPlan(consistencyFrom: oldSize, to: newSize)
        let hashes = try tree.hashes(at: plan.coordinates)
        self.init(oldSize: oldSize, newSize: newSize, path: try plan.path(from: hashes))
    }
}
