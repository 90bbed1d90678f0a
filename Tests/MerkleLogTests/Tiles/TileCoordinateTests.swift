import MerkleLog
import Testing

@Suite struct TileCoordinateTests {
    @Test(
        arguments: [
            (0, 0, 256, "tile/0/000"),
            (0, 5, 256, "tile/0/005"),
            (0, 999, 1, "tile/0/999.p/1"),
            (0, 1234, 5, "tile/0/x001/234.p/5"),
            (1, 1000, 256, "tile/1/x001/000"),
            (2, 1_234_067, 256, "tile/2/x001/x234/067"),
            (63, 0, 255, "tile/63/000.p/255"),
            (7, .max, 256, "tile/7/x018/x446/x744/x073/x709/x551/615"),
        ] as [(Int, UInt64, Int, String)]
    )
    func `prints its path and reads it back`(
        level: Int,
        index: UInt64,
        width: Int,
        path: String
    ) throws {
        let coordinate = try TileCoordinate(level: level, index: index, width: width)
        #expect(coordinate.path == path)
        #expect(try TileCoordinate(path: path) == coordinate)
    }

    @Test func `any path read back is the same`() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let coordinate = try TileCoordinate(
                level: Int.random(in: 0...63, using: &generator),
                index: UInt64.random(in: 0...UInt64.max, using: &generator)
                    >> UInt64.random(in: 0...63, using: &generator),
                width: Int.random(in: 1...256, using: &generator)
            )
            #expect(try TileCoordinate(path: coordinate.path) == coordinate)
            let leaves = try TileCoordinate(
                level: 0,
                index: coordinate.index,
                width: coordinate.width
            )
            #expect(try TileCoordinate(entriesPath: coordinate.entriesPath) == leaves)
        }
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/0/00", "tile/0/0000", "tile/0/5", "tile/00/005",
        "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/256/000", "tile/0/x000/001",
        "tile/0/x001", "tile/0/001/002", "tile/0/x01/002", "tile/0/X001/002", "tile/0/x001/x002",
        "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p",
        "tile/0/000.q/1", "tile/0/000.p/1/", "tile/0/000.p/1.p/1", "tile/0/.p/1", "/tile/0/000",
        "tile//000", "tile/0/000/", "tile/entries/000", "Tile/0/000", "tile/0/00a", "tile/0/٠٠٠",
        "tile/7/x018/x446/x744/x073/x709/x551/616", "tile/0/x999/x999/x999/x999/x999/x999/999",
    ])
    func `refuses any but the one spelling`(path: String) {
        #expect(throws: TileError.malformedPath) { try TileCoordinate(path: path) }
    }

    @Test(arguments: ["tile/entries", "tile/0/000", "tile/entries/1", "entries/000", ""])
    func `refuses what is no path of an entry bundle`(path: String) {
        #expect(throws: TileError.malformedPath) { try TileCoordinate(entriesPath: path) }
    }

    @Test func `refuses levels and widths that no tile has`() {
        #expect(throws: TileError.invalidLevel(64)) { try TileCoordinate(level: 64, index: 0) }
        #expect(throws: TileError.invalidLevel(-1)) { try TileCoordinate(level: -1, index: 0) }
        for width in [-1, 0, 257] {
            #expect(throws: TileError.invalidWidth(width)) {
                try TileCoordinate(level: 0, index: 0, width: width)
            }
        }
    }

    @Test func `knows which tiles a tree has`() throws {
        // The example of the specification: 70,000 leaves.
        let size: UInt64 = 70000
        #expect(
            TileCoordinate.partialTiles(ofTreeOf: size) == [
                try TileCoordinate(level: 0, index: 273, width: 112),
                try TileCoordinate(level: 1, index: 1, width: 17),
                try TileCoordinate(level: 2, index: 0, width: 1),
            ]
        )
        #expect(TileCoordinate(level: 0, index: 272, treeSize: size)?.isFull == true)
        #expect(TileCoordinate(level: 0, index: 273, treeSize: size)?.width == 112)
        #expect(TileCoordinate(level: 0, index: 274, treeSize: size) == nil)
        #expect(TileCoordinate(level: 1, index: 0, treeSize: size)?.isFull == true)
        #expect(TileCoordinate(level: 3, index: 0, treeSize: size) == nil)
        #expect(TileCoordinate(level: 0, index: .max, treeSize: size) == nil)
        #expect(TileCoordinate(level: 64, index: 0, treeSize: size) == nil)
        #expect(
            TileCoordinate.partialTiles(ofTreeOf: 256) == [
                try TileCoordinate(level: 1, index: 0, width: 1)
            ]
        )
        #expect(TileCoordinate.partialTiles(ofTreeOf: 0).isEmpty)
    }
}
