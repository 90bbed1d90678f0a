import MerkleLog
import Testing

@Suite struct TreeFrontierTests {
    @Test func `gives the published roots`() {
        var frontier = TreeFrontier()
        #expect(frontier.root == Vectors.roots[0])
        for (position, leaf) in Vectors.leaves.enumerated() {
            frontier.append(leaf)
            #expect(frontier.size == UInt64(position + 1))
            #expect(frontier.root == Vectors.roots[position + 1])
        }
    }

    @Test func `agrees with the recursive definition on every small size`() {
        let leaves = Vectors.numbered(0..<300)
        var frontier = TreeFrontier()
        for size in 1...300 {
            frontier.append(leaves[size - 1])
            #expect(frontier.root == NaiveTree.root(leaves[..<size]))
            #expect(frontier.roots.count == size.nonzeroBitCount)
        }
    }

    @Test func `agrees with an independent program on larger sizes`() {
        var frontier = TreeFrontier()
        for (size, root) in Vectors.numberedRoots {
            frontier.append(contentsOf: Vectors.numbered(frontier.size..<size))
            #expect(frontier.root.hex == root)
        }
    }

    @Test func `any split into batches gives the same tree`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<20 {
            let leaves = Vectors.numbered(0..<UInt64.random(in: 0...3000, using: &generator))
            var whole = TreeFrontier()
            whole.append(contentsOf: leaves)
            var parts = TreeFrontier()
            var rest = leaves[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...700, using: &generator)
                parts.append(contentsOf: rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(parts == whole)
        }
    }

    @Test func `goes on from its stored form`() throws {
        var frontier = TreeFrontier()
        frontier.append(contentsOf: Vectors.numbered(0..<777))
        var restored = try TreeFrontier(size: frontier.size, roots: frontier.roots)
        #expect(restored == frontier)
        restored.append(contentsOf: Vectors.numbered(777..<1000))
        #expect(restored.root.hex == Vectors.numberedRoots[3].root)
    }

    @Test func `is refused with too few or too many roots`() {
        let root = Vectors.roots[1]
        #expect(throws: TreeError.rootCount(expected: 2, found: 1)) {
            try TreeFrontier(size: 3, roots: [root])
        }
        #expect(throws: TreeError.rootCount(expected: 0, found: 1)) {
            try TreeFrontier(size: 0, roots: [root])
        }
        #expect(throws: TreeError.rootCount(expected: 64, found: 0)) {
            try TreeFrontier(size: .max, roots: [])
        }
    }
}
