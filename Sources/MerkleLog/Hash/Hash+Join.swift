/// Joining the roots of complete subtrees into the root above them.
extension Hash {
    /// The root over `roots`, which are complete subtrees from left to right, largest first.
    ///
    /// Only the right edge of a tree is uneven, so its root is found by folding from the right.
    static func joining(_ roots: some BidirectionalCollection<Hash>) -> Hash {
        guard var root = roots.last else { return .emptyTree }
        for left in roots.dropLast().reversed() {
            root = .node(left, root)
        }
        return root
    }

    /// The root of the tree (RFC 6962 §2.1, MTH) whose leaves are `hashes`.
    static func root(over hashes: some Sequence<Hash>) -> Hash {
        var frontier = TreeFrontier()
        frontier.append(contentsOf: hashes)
        return frontier.root
    }
}
