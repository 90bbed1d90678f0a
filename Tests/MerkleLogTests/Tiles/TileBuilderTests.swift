import MerkleLog
import Testing

@Suite struct TileBuilderTests {
    @Test func `keeps the root and completes each tile once`() {
        var builder = TileBuilder()
        var places: Set<TileCoordinate> = []
        for (size, root) in Vectors.numberedRoots {
            let completed = builder.append(contentsOf: Vectors.numbered(builder.size..<size))
            #expect(builder.size == size)
            #expect(builder.root.hex == root)
            #expect(builder.tail == Vectors.numbered(size / 256 * 256..<size))
            #expect(completed.deferred.isEmpty)
            for full in completed.tiles {
                #expect(places.insert(full.tile.coordinate).inserted)
            }
            #expect(places.count == Int(size / 256 + size / 65536))
            for full in completed.tiles.suffix(3) {
                #expect(full.root == full.tile.root)
            }
        }
    }

    @Test func `completes a level 0 tile before the tile above it`() {
        var builder = TileBuilder()
        _ = builder.append(contentsOf: Vectors.numberedTree.leaves.prefix(65535))
        let completed = builder.append(Vectors.numbered(65535..<65536)[0])
        #expect(completed.tiles.map { $0.tile.path } == ["tile/0/255", "tile/1/000"])
        #expect(completed.tiles[1].root == builder.root)
        #expect(builder.tail.isEmpty)
    }

    @Test func `any split into batches gives the same tiles and state`() {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<10 {
            let leaves = Vectors.numbered(0..<UInt64.random(in: 0...3000, using: &generator))
            var whole = TileBuilder()
            let all = whole.append(contentsOf: leaves)
            var parts = TileBuilder()
            var tiles: [FullTile] = []
            var rest = leaves[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...700, using: &generator)
                tiles += parts.append(contentsOf: rest.prefix(count)).tiles
                rest = rest.dropFirst(count)
            }
            #expect(tiles == all.tiles)
            #expect(parts == whole)
        }
    }

    @Test func `a copy dropped after a failed batch leaves no trace`() {
        var builder = TileBuilder()
        _ = builder.append(contentsOf: Vectors.numbered(0..<250))
        let before = builder
        var attempt = builder
        _ = attempt.append(contentsOf: Vectors.numbered(500..<600))
        #expect(builder == before)
        let completed = builder.append(contentsOf: Vectors.numbered(250..<257))
        #expect(completed.tiles.count == 1)
        #expect(builder.root.hex == Vectors.numberedRoots[2].root)
    }

    @Test func `restored from size, roots and tail it goes on as before`() throws {
        var builder = TileBuilder()
        _ = builder.append(contentsOf: Vectors.numbered(0..<1000))
        for size: UInt64 in [1000, 1023, 1024, 1025, 1500] {
            _ = builder.append(contentsOf: Vectors.numbered(builder.size..<size))
            var restored = try TileBuilder(
                size: builder.size,
                roots: builder.roots,
                tail: builder.tail
            )
            var copy = builder
            let next = Vectors.numbered(size..<size + 600)
            #expect(restored.append(contentsOf: next) == copy.append(contentsOf: next))
            #expect(restored.frontier == copy.frontier)
            #expect(restored.tail == copy.tail)
        }
    }

    @Test func `restored it defers an upper tile until the roots are read`() async throws {
        let leaves = Vectors.numberedTree.leaves.prefix(65536)
        let stored = StoredTiles()
        var builder = TileBuilder()
        try await stored.store(builder.append(contentsOf: leaves[..<40000]))
        builder = try TileBuilder(size: builder.size, roots: builder.roots, tail: builder.tail)
        let completed = builder.append(contentsOf: leaves[40000...])
        let deferred = try #require(completed.deferred.first)
        #expect(completed.deferred.count == 1)
        #expect(deferred.coordinate.path == "tile/1/000")
        #expect(deferred.missing == TileRun(level: 0, indices: 0..<156))
        #expect(deferred.root == builder.root)

        let roots = try await stored.roots(of: deferred.missing)
        let full = try deferred.completed(with: roots)
        var whole = TileBuilder()
        #expect(whole.append(contentsOf: leaves).tiles.last == full)

        #expect(throws: TileError.rootCount(expected: 156, found: 155)) {
            try deferred.completed(with: roots.dropLast())
        }
        #expect(throws: TileError.rootMismatch(deferred.coordinate)) {
            try deferred.completed(with: roots.reversed())
        }
    }

    @Test func `refuses a tail that does not belong to the frontier`() throws {
        var builder = TileBuilder()
        _ = builder.append(contentsOf: Vectors.numbered(0..<600))
        let (size, roots, tail) = (builder.size, builder.roots, builder.tail)
        #expect(throws: TileError.tailCount(expected: 88, found: 87)) {
            try TileBuilder(size: size, roots: roots, tail: tail.dropLast())
        }
        #expect(throws: TileError.tailMismatch) {
            try TileBuilder(size: size, roots: roots, tail: tail.reversed())
        }
        #expect(throws: TileError.rootCount(expected: 4, found: 3)) {
            try TileBuilder(size: size, roots: roots.dropLast(), tail: tail)
        }
        #expect(throws: TileError.tailMismatch) {
            let roots = Array(roots.dropLast()) + [Hash.emptyTree]
            _ = try TileBuilder(size: size, roots: roots, tail: tail)
        }
    }
}
