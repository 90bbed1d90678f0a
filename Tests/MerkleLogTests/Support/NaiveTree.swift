import MerkleLog

/// The recursive definitions of RFC 6962 §2.1, word for word and slow.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<Hash>) -> Hash {
        guard let first = leaves.first else { return .emptyTree }
        guard leaves.count > 1 else { return first }
        let middle = self.split(leaves)
        return .node(self.root(leaves[..<middle]), self.root(leaves[middle...]))
    }

    /// PATH(m, D[n]).
    static func path(_ index: Int, _ leaves: ArraySlice<Hash>) -> [Hash] {
        guard leaves.count > 1 else { return [] }
        let middle = self.split(leaves)
        let (left, right) = (leaves[..<middle], leaves[middle...])
        return leaves.startIndex + index < middle
            ? self.path(index, left) + [self.root(right)]
            : self.path(index - left.count, right) + [self.root(left)]
    }

    /// SUBPROOF(m, D[n], b); PROOF(m, D[n]) is the one with b true.
    static func proof(
        _ oldSize: Int,
        _ leaves: ArraySlice<Hash>,
        isWhole: Bool = true
    ) -> [Hash] {
        if oldSize == leaves.count { return isWhole ? [] : [self.root(leaves)] }
        let middle = self.split(leaves)
        let (left, right) = (leaves[..<middle], leaves[middle...])
        return oldSize <= left.count
            ? self.proof(oldSize, left, isWhole: isWhole) + [self.root(right)]
            : self.proof(oldSize - left.count, right, isWhole: false) + [self.root(left)]
    }

    private static func split(_ leaves: ArraySlice<Hash>) -> Int {
        var size = 1
        while size * 2 < leaves.count { size *= 2 }
        return leaves.startIndex + size
    }
}
