import MerkleLog
import Testing

@Suite struct MemoryTreeTests {
    @Test func `gives the root of its present and every earlier size`() throws {
        let tree = MemoryTree(leaves: Vectors.leaves)
        #expect(tree.size == 8)
        #expect(tree.leaves == Vectors.leaves)
        #expect(tree.root == Vectors.roots[8])
        for size in 0...8 {
            #expect(try tree.root(ofSize: UInt64(size)) == Vectors.roots[size])
        }
        #expect(throws: ProofError.sizeOutOfRange(size: 9, treeSize: 8)) {
            try tree.root(ofSize: 9)
        }
        #expect(MemoryTree().root == .emptyTree)
    }

    @Test func `has complete nodes only`() {
        let tree = MemoryTree(leaves: Vectors.leaves.prefix(7))
        #expect(tree[NodeCoordinate(level: 0, index: 6)] == Vectors.leaves[6])
        #expect(tree[NodeCoordinate(level: 2, index: 0)] == Vectors.roots[4])
        for (level, index) in [(0, 7), (1, 3), (2, 1), (3, 0), (63, 0), (64, 0), (-1, 0)] {
            let coordinate = NodeCoordinate(level: level, index: UInt64(index))
            #expect(tree[coordinate] == nil)
            #expect(throws: ProofError.missingNode(coordinate)) {
                try tree.hashes(at: [coordinate])
            }
        }
    }

    @Test func `a frontier read from it continues as one built leaf by leaf`() async throws {
        for size: UInt64 in [0, 1, 2, 3, 255, 256, 1000] {
            var frontier = TreeFrontier()
            frontier.append(contentsOf: Vectors.numbered(0..<size))
            let read = try await TreeFrontier(size: size, reader: Vectors.numberedTree)
            #expect(read == frontier)
        }
    }
}
