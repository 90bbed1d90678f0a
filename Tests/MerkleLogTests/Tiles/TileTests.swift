import MerkleLog
import Testing

@Suite struct TileTests {
    private let leaves = Vectors.numbered(0..<256)

    @Test func `is its hashes, one after the other`() throws {
        let tile = try Tile(
            coordinate: TileCoordinate(level: 0, index: 0),
            hashes: self.leaves
        )
        #expect(tile.bytes.count == 8192)
        #expect(
            Hash.sha256(tile.bytes).hex
                == "20cd0859c7fb4ae9eeac1d244887e6f9342d86ce0b1a1c7bb244915d3d0dc971"
        )
        #expect(tile.hashes == self.leaves)
        #expect(try Tile(coordinate: tile.coordinate, bytes: tile.bytes) == tile)
        #expect(tile.path == "tile/0/000")
        #expect((tile.level, tile.index, tile.width) == (0, 0, 256))
    }

    @Test func `has the root that a tile above holds`() throws {
        let tile = try Tile(
            coordinate: TileCoordinate(level: 0, index: 0),
            hashes: self.leaves
        )
        #expect(tile.root.hex == Vectors.numberedRoots[1].root)
    }

    @Test func `gives the part an earlier tree had`() throws {
        let tile = try Tile(
            coordinate: TileCoordinate(level: 0, index: 3),
            hashes: self.leaves
        )
        let part = try tile.prefix(17)
        #expect(part.hashes == Array(self.leaves.prefix(17)))
        #expect(part.path == "tile/0/003.p/17")
        #expect(try tile.prefix(256) == tile)
        #expect(throws: TileError.invalidWidth(18)) { try part.prefix(18) }
        #expect(throws: TileError.invalidWidth(0)) { try part.prefix(0) }
    }

    @Test func `refuses bytes that do not fit the width`() throws {
        let coordinate = try TileCoordinate(level: 0, index: 0, width: 2)
        #expect(throws: TileError.byteCount(expected: 64, found: 63)) {
            try Tile(coordinate: coordinate, bytes: Array(repeating: 0, count: 63))
        }
        #expect(throws: TileError.byteCount(expected: 64, found: 96)) {
            try Tile(coordinate: coordinate, hashes: self.leaves.prefix(3))
        }
    }
}
