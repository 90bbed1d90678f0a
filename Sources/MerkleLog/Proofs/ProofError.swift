/// Why a proof cannot be made, or does not hold.
public enum ProofError: Error, Sendable, Equatable {
    /// The leaf asked about is not in a tree of this size.
    case indexOutOfRange(index: UInt64, treeSize: UInt64)
    /// The older of two trees would have to be the larger one, or is larger than the tree at hand.
    case sizeOutOfRange(size: UInt64, treeSize: UInt64)
    /// A proof between these sizes has one certain length; this one has another.
    case wrongLength(expected: Int, found: Int)
    /// The path leads to another root than the one to be proved (for consistency: the newer one).
    case rootMismatch
    /// The path leads to another older root than the one to be proved.
    case oldRootMismatch
    /// The tree does not have this node.
    case missingNode(NodeCoordinate)
}
