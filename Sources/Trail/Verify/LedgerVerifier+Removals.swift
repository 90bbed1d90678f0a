internal import MerkleLog

extension LedgerVerifier {
    /// The genuine removals recorded in a range of the ledger, and findings about the others.
    ///
    /// A removal is genuine if its record is in the tree, commits to the very list, and stands
    /// behind everything listed.
    func removals(
        of tenant: TenantID,
        recordedIn range: Range<UInt64>,
        head: LedgerHead
    ) async throws -> (lists: [RemovalList], forged: [VerificationFinding]) {
        var lists: [RemovalList] = []
        var forged: [VerificationFinding] = []
        for removal in try await self.ledger.removals(of: tenant) {
            // What is recorded behind the head may have arrived since it was read.
            guard removal.recordIndex >= range.lowerBound else { continue }
            guard removal.recordIndex < range.upperBound else { continue }
            if let list = try await self.genuineList(of: removal, head) {
                lists.append(list)
            } else {
                forged.append(
                    VerificationFinding(index: removal.recordIndex, what: .forgedRemoval)
                )
            }
        }
        return (lists, forged)
    }

    private func genuineList(
        of removal: Removal,
        _ head: LedgerHead
    ) async throws -> RemovalList? {
        guard let list = try? RemovalList(bytes: removal.list),
            list.runs.last?.indices.upperBound ?? 0 <= removal.recordIndex
        else { return nil }
        let request = EntriesRequest(
            tenant: head.tenant,
            from: removal.recordIndex,
            upTo: removal.recordIndex + 1
        )
        guard let record = try await self.ledger.entries(request).entries.first?.event,
            RemovalRecord.isRecord(record.header, of: list),
            RemovalRecord.listHash(in: record) == .sha256(removal.list),
            try await self.leaf(at: removal.recordIndex, head) == LeafData.hash(of: record)
        else { return nil }
        return list
    }

    private func leaf(at index: UInt64, _ head: LedgerHead) async throws -> Hash? {
        let width = UInt64(TileCoordinate.fullWidth)
        let request = TileRequest(
            tenant: head.tenant,
            level: 0,
            index: index / width,
            treeSize: head.size
        )
        do {
            return try await self.ledger.tile(request).hashes[Int(index % width)]
        } catch let error as TrailError where error.code == .notFound {
            return nil
        } catch is TileError {
            return nil
        }
    }
}
