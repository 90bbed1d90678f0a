import Testing

@testable import MerkleLog

@Suite struct NodeCoordinateFillingTests {
    @Test func `fills a run with its largest complete subtrees`() {
        #expect(NodeCoordinate.filling(0..<0) == [])
        #expect(NodeCoordinate.filling(0..<8) == [NodeCoordinate(level: 3, index: 0)])
        #expect(
            NodeCoordinate.filling(3..<9) == [
                NodeCoordinate(level: 0, index: 3), NodeCoordinate(level: 2, index: 1),
                NodeCoordinate(level: 0, index: 8),
            ]
        )
        #expect(NodeCoordinate.filling(6..<8) == [NodeCoordinate(level: 1, index: 3)])
    }

    @Test func `some leaves and what fills the runs between them give the root`() throws {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<60 {
            let size = UInt64.random(in: 1...1_500, using: &generator)
            let tree = MemoryTree(leaves: Vectors.numbered(0..<size))
            let share = Int.random(in: 1...40, using: &generator)
            let chosen = (0..<size).filter { _ in
                Int.random(in: 0..<share, using: &generator) == 0
            }
            var frontier = TreeFrontier()
            for index in chosen + [size] {
                for place in NodeCoordinate.filling(frontier.size..<index) {
                    let node = try #require(tree[place])
                    frontier.append(subtree: node, level: place.level)
                }
                if index < size { frontier.append(tree.leaves[Int(index)]) }
            }
            #expect(frontier.size == size)
            #expect(frontier.root == tree.root)
        }
    }
}
