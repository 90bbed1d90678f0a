import MerkleLog
import Testing

@Suite struct TiledTreeTests {
    private static func stored(_ size: UInt64) async throws -> (TiledTree, StoredTiles) {
        let stored = StoredTiles()
        var builder = TileBuilder()
        try await stored.store(
            builder.append(contentsOf: Vectors.numberedTree.leaves.prefix(Int(size)))
        )
        return (try TiledTree(size: size, tail: builder.tail, reader: stored), stored)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 3000, 65535, 65536, 65537, 70000] as [UInt64])
    func `full tiles, and partial ones on request, reproduce the tree`(size: UInt64) async throws {
        let (tree, stored) = try await Self.stored(size)
        #expect(stored.count == Int(size / 256 + size / 65536))
        var frontier = TreeFrontier()
        for index in 0...size / 256 {
            guard let place = TileCoordinate(level: 0, index: index, treeSize: size) else {
                continue
            }
            let tile = try await tree.tile(at: place)
            frontier.append(contentsOf: tile.hashes)
        }
        #expect(frontier.root == (try Vectors.numberedTree.root(ofSize: size)))
        #expect(frontier == (try await TreeFrontier(size: size, reader: tree)))
        for place in TileCoordinate.partialTiles(ofTreeOf: size) {
            let tile = try await tree.tile(at: place)
            let nodes = (0..<place.width).map { offset in
                NodeCoordinate(
                    level: 8 * place.level,
                    index: place.index * 256 + UInt64(offset)
                )
            }
            #expect(tile.hashes == (try Vectors.numberedTree.hashes(at: nodes)))
        }
    }

    @Test func `gives tiles as earlier sizes had them`() async throws {
        let (tree, _) = try await Self.stored(70000)
        for path in ["tile/0/003.p/7", "tile/0/273.p/100", "tile/1/000.p/9", "tile/1/001.p/16"] {
            let place = try TileCoordinate(path: path)
            let tile = try await tree.tile(at: place)
            #expect(tile.path == path)
            let nodes = (0..<place.width).map { offset in
                NodeCoordinate(level: 8 * place.level, index: place.index * 256 + UInt64(offset))
            }
            #expect(tile.hashes == (try Vectors.numberedTree.hashes(at: nodes)))
        }
        for path in ["tile/0/273.p/113", "tile/0/273", "tile/0/274.p/1", "tile/3/000.p/1"] {
            let place = try TileCoordinate(path: path)
            await #expect(throws: TileError.missingTile(place)) { try await tree.tile(at: place) }
        }
    }

    @Test func `proofs from tiles are those from memory`() async throws {
        var generator = SeededGenerator(seed: 7)
        let memory = Vectors.numberedTree
        for present: UInt64 in [300, 66000, 70000] {
            let (tree, _) = try await Self.stored(present)
            for _ in 0..<15 {
                let size = UInt64.random(in: 1...present, using: &generator)
                let index = UInt64.random(in: 0..<size, using: &generator)
                let inclusion = try await InclusionProof(
                    index: index,
                    treeSize: size,
                    reader: tree
                )
                #expect(
                    inclusion == (try InclusionProof(index: index, treeSize: size, tree: memory))
                )
                let consistency = try await ConsistencyProof(
                    oldSize: index,
                    newSize: size,
                    reader: tree
                )
                #expect(
                    consistency
                        == (try ConsistencyProof(oldSize: index, newSize: size, tree: memory))
                )
            }
        }
    }

    @Test func `a proof reads few tiles`() async throws {
        let (tree, stored) = try await Self.stored(70000)
        let proof = try await InclusionProof(index: 12345, treeSize: 70000, reader: tree)
        try proof.verify(leaf: Vectors.numberedTree.leaves[12345], root: Vectors.numberedTree.root)
        #expect(stored.tilesRead <= 3)
        #expect(stored.rootsRead <= 256)
    }

    @Test func `a reader without stored roots hashes its tiles`() async throws {
        struct PlainTiles: TileReader {
            let stored: StoredTiles
            func fullTiles(at coordinates: [TileCoordinate]) async throws -> [Tile] {
                try await self.stored.fullTiles(at: coordinates)
            }
        }
        let (tree, stored) = try await Self.stored(1000)
        let plain = try TiledTree(
            size: 1000,
            tail: tree.tail,
            reader: PlainTiles(stored: stored)
        )
        let frontier = try await TreeFrontier(size: 1000, reader: plain)
        #expect(frontier.root.hex == Vectors.numberedRoots[3].root)
    }

    @Test func `a tampered tile makes proofs that do not verify`() async throws {
        let (tree, stored) = try await Self.stored(1000)
        let place = try TileCoordinate(level: 0, index: 1)
        let tile = try Tile(
            coordinate: place,
            hashes: Vectors.numbered(256..<512).reversed()
        )
        var builder = TileBuilder()
        _ = builder.append(contentsOf: Vectors.numbered(0..<256))
        let forged = builder.append(contentsOf: tile.hashes).tiles[0]
        stored.replace(forged)
        let proof = try await InclusionProof(index: 300, treeSize: 1000, reader: tree)
        #expect(throws: ProofError.rootMismatch) {
            try proof.verify(
                leaf: Vectors.numberedTree.leaves[300],
                root: Vectors.numberedTree.root(ofSize: 1000)
            )
        }
    }

    @Test func `says what it does not have`() async throws {
        let (tree, stored) = try await Self.stored(1000)
        let beyond = NodeCoordinate(level: 0, index: 1000)
        await #expect(throws: ProofError.missingNode(beyond)) {
            try await tree.hashes(at: [beyond])
        }
        #expect(throws: TileError.tailCount(expected: 232, found: 0)) {
            try TiledTree(size: 1000, tail: [], reader: stored)
        }
        let larger = try TiledTree(size: 1256, tail: tree.tail, reader: stored)
        await #expect(throws: StoredTiles.NotStored.self) {
            try await larger.tile(at: TileCoordinate(level: 0, index: 3))
        }
    }

    @Test func `refuses another tile than the one asked for`() async throws {
        struct ConfusedTiles: TileReader {
            let tile: Tile
            func fullTiles(at coordinates: [TileCoordinate]) async throws -> [Tile] {
                coordinates.map { _ in self.tile }
            }
        }
        let wrong = try Tile(
            coordinate: TileCoordinate(level: 0, index: 9),
            hashes: Vectors.numbered(0..<256)
        )
        let tree = try TiledTree(size: 256, tail: [], reader: ConfusedTiles(tile: wrong))
        let place = try TileCoordinate(level: 0, index: 0)
        await #expect(throws: TileError.unexpectedTile(place)) { try await tree.tile(at: place) }
    }
}
