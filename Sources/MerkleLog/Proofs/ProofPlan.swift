/// Which nodes a proof is made of, before any of them is read.
///
/// Each element of a proof's path is the root over a range of leaves. A range at the right edge
/// of the tree is no complete subtree, so it takes several nodes to compute.
struct ProofPlan {
    /// For each path element, from the leaves upwards, the nodes it is joined from.
    let elements: [[NodeCoordinate]]

    /// All nodes to read, in order.
    var coordinates: [NodeCoordinate] { self.elements.flatMap { $0 } }

    /// Joins `hashes`, read at ``coordinates``, into the path.
    func path(from hashes: [Hash]) throws(ProofError) -> [Hash] {
        let expected = self.elements.reduce(0) { $0 + $1.count }
        guard hashes.count == expected else {
            throw .wrongLength(expected: expected, found: hashes.count)
        }
        var rest = hashes[...]
        return self.elements.map { element in
            defer { rest = rest.dropFirst(element.count) }
            return .joining(rest.prefix(element.count))
        }
    }
}

extension ProofPlan {
    /// The nodes that prove leaf `index` to be in the tree (RFC 6962 §2.1.1, PATH).
    init(inclusionOf index: UInt64, treeSize: UInt64) throws(ProofError) {
        guard index < treeSize else {
            throw .indexOutOfRange(index: index, treeSize: treeSize)
        }
        var ranges: [Range<UInt64>] = []
        var tree = 0..<treeSize
        while tree.upperBound - tree.lowerBound > 1 {
            let (left, right) = Self.split(tree)
            let isLeft = index < left.upperBound
            ranges.append(isLeft ? right : left)
            tree = isLeft ? left : right
        }
        self.init(ranges: ranges.reversed())
    }

    /// The nodes that prove the older tree to be the start of the newer one (RFC 6962 §2.1.2,
    /// PROOF); none if they are equal or the older one is empty.
    init(consistencyFrom oldSize: UInt64, to newSize: UInt64) throws(ProofError) {
        guard oldSize <= newSize else {
            throw .sizeOutOfRange(size: oldSize, treeSize: newSize)
        }
        guard oldSize > 0 else {
            self.init(elements: [])
            return
        }
        var ranges: [Range<UInt64>] = []
        var tree = 0..<newSize
        while oldSize < tree.upperBound {
            let (left, right) = Self.split(tree)
            let isLeft = oldSize <= left.upperBound
            ranges.append(isLeft ? right : left)
            tree = isLeft ? left : right
        }
        // A subtree that starts at leaf 0 is the older tree itself, whose root the verifier has.
        if tree.lowerBound > 0 { ranges.append(tree) }
        self.init(ranges: ranges.reversed())
    }

    private init(ranges: some Sequence<Range<UInt64>>) {
        self.init(elements: ranges.map { NodeCoordinate.covering($0) })
    }

    /// Splits a tree at the largest power of two below its number of leaves (RFC 6962 §2.1).
    private static func split(_ tree: Range<UInt64>) -> (Range<UInt64>, Range<UInt64>) {
        let count = tree.upperBound - tree.lowerBound
        let middle = tree.lowerBound + (1 << UInt64(63 - (count - 1).leadingZeroBitCount))
        return (tree.lowerBound..<middle, middle..<tree.upperBound)
    }
}
