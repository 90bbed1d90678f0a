internal import MerkleLog

extension LedgerVerifier {
    /// Follows the tree from its leaves to the signed root and to the roots that are trusted.
    func checkTree(
        _ head: LedgerHead,
        _ trusted: [Trusted],
        _ tally: inout VerificationTally
    ) async throws {
        try await self.acquitRows(head, &tally)
        let root = tally.root(fullTiles: tally.tileRoots.count, rest: tally.tail)
        if root != head.root {
            tally.add(VerificationFinding(index: nil, what: .rootMismatch))
        }
        try await self.checkUpperTiles(head, leavesAreSigned: root == head.root, &tally)
        for tree in trusted {
            guard tree.size <= head.size else {
                tally.addOnce(VerificationFinding(index: head.size, what: .truncated))
                continue
            }
            guard try await self.root(ofSize: tree.size, head, tally) != tree.root else { continue }
            tally.addOnce(VerificationFinding(index: nil, what: .forked(size: tree.size)))
        }
    }

    /// Decides between rows and the tile that has other leaves for them: the tile above knows.
    private func acquitRows(_ head: LedgerHead, _ tally: inout VerificationTally) async throws {
        let width = UInt64(TileCoordinate.fullWidth)
        for (tile, root) in tally.rowRoots.sorted(by: { $0.key < $1.key }) {
            let above = try await self.upperTile(1, tile / width, head)
            guard let above, above[Int(tile % width)] == root else { continue }
            tally.acquitRows(ofTile: tile, root: root)
        }
    }

    /// The root that the tree had at an earlier size, from its level-0 tiles.
    private func root(
        ofSize size: UInt64,
        _ head: LedgerHead,
        _ tally: VerificationTally
    ) async throws -> Hash? {
        let width = UInt64(TileCoordinate.fullWidth)
        let fullTiles = Int(size / width)
        let restCount = Int(size % width)
        guard restCount > 0 else { return tally.root(fullTiles: fullTiles, rest: []) }
        let request = TileRequest(
            tenant: head.tenant,
            level: 0,
            index: size / width,
            treeSize: head.size
        )
        do {
            let rest = try await self.ledger.tile(request).hashes.prefix(restCount)
            return tally.root(fullTiles: fullTiles, rest: Array(rest))
        } catch let error as TrailError where error.code == .notFound {
            return nil
        } catch is TileError {
            return nil
        }
    }

    /// Compares the tiles above the leaves with what follows from the tiles below them.
    private func checkUpperTiles(
        _ head: LedgerHead,
        leavesAreSigned: Bool,
        _ tally: inout VerificationTally
    ) async throws {
        var level = 1
        var hashes = tally.tileRoots
        while !hashes.isEmpty {
            var roots: [Hash] = []
            for start in stride(from: 0, to: hashes.count, by: TileCoordinate.fullWidth) {
                let computed = hashes[start..<min(start + TileCoordinate.fullWidth, hashes.count)]
                let index = UInt64(start / TileCoordinate.fullWidth)
                let stored = try await self.upperTile(level, index, head)
                for (place, hash) in computed.enumerated() where stored?[place] != hash {
                    // Of two hashes that differ, the one that leads to the signed root is right.
                    let below = UInt64(start + place)
                    tally.addOnce(
                        leavesAreSigned
                            ? Self.damage(level, index) : Self.damage(level - 1, below)
                    )
                }
                if computed.count == TileCoordinate.fullWidth {
                    roots.append(TreeFrontier(over: computed).root)
                }
            }
            hashes = roots
            level += 1
        }
    }

    private func upperTile(
        _ level: Int,
        _ index: UInt64,
        _ head: LedgerHead
    ) async throws -> [Hash]? {
        let coordinate = TileCoordinate(level: level, index: index, treeSize: head.size)
        let request = TileRequest(
            tenant: head.tenant,
            level: level,
            index: index,
            treeSize: head.size
        )
        do {
            let tile = try await self.ledger.tile(request)
            return tile.width == coordinate?.width ? tile.hashes : nil
        } catch let error as TrailError where error.code == .notFound {
            return nil
        } catch is TileError {
            return nil
        }
    }

    private static func damage(_ level: Int, _ tile: UInt64) -> VerificationFinding {
        VerificationFinding(
            index: level == 0 ? tile * UInt64(TileCoordinate.fullWidth) : nil,
            what: .treeDamaged(level: level, tile: tile)
        )
    }
}
