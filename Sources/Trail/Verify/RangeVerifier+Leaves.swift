internal import MerkleLog

extension RangeVerifier {
    /// The leaves of `range` as the tree's tiles have them, and the roots of the full tiles.
    func leaves(
        of range: Range<UInt64>,
        _ result: inout RangeResult
    ) async throws -> [Hash?] {
        let width = UInt64(TileCoordinate.fullWidth)
        var leaves: [Hash?] = []
        leaves.reserveCapacity(range.count)
        for start in stride(from: range.lowerBound, to: range.upperBound, by: Int(width)) {
            let count = min(width, range.upperBound - start)
            let index = start / width
            guard let tile = try await self.tile(index), tile.width == Int(count) else {
                result.findings.append(
                    VerificationFinding(index: start, what: .treeDamaged(level: 0, tile: index))
                )
                leaves.append(contentsOf: repeatElement(nil, count: Int(count)))
                result.tileRoots.append(.emptyTree)
                continue
            }
            let hashes = tile.hashes
            leaves.append(contentsOf: hashes.lazy.map { $0 as Hash? })
            if count == width {
                result.tileRoots.append(TreeFrontier(over: hashes).root)
            } else {
                result.tail = hashes
            }
        }
        return leaves
    }

    /// The roots by rows of the full tiles in which rows do not hash to their leaves.
    func rowRoots(_ leaves: [Hash?], _ result: RangeResult) -> [UInt64: Hash] {
        let width = UInt64(TileCoordinate.fullWidth)
        let byTile = Dictionary(grouping: result.mismatches) { $0.index / width }
        var roots: [UInt64: Hash] = [:]
        for (tile, mismatches) in byTile {
            let indices = tile * width..<(tile + 1) * width
            guard indices.upperBound <= result.range.upperBound,
                !result.missing.contains(where: { $0.overlaps(indices) })
            else { continue }
            let start = Int(indices.lowerBound - result.range.lowerBound)
            var hashes = leaves[start..<start + Int(width)].compactMap { $0 }
            for mismatch in mismatches {
                hashes[Int(mismatch.index - indices.lowerBound)] = mismatch.computed
            }
            roots[tile] = TreeFrontier(over: hashes).root
        }
        return roots
    }

    private func tile(_ index: UInt64) async throws -> Tile? {
        do {
            return try await self.ledger.tile(
                TileRequest(tenant: self.tenant, level: 0, index: index, treeSize: self.size)
            )
        } catch let error as TrailError where error.code == .notFound {
            return nil
        } catch is TileError {
            return nil
        }
    }
}

extension TreeFrontier {
    /// The frontier of the tree over `hashes`.
    init(over hashes: some Sequence<Hash>) {
        self.init()
        self.append(contentsOf: hashes)
    }
}
