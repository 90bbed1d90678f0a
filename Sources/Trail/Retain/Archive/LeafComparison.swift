internal import MerkleLog

/// Compares events with the leaves that a tenant's ledger has in their places.
final class LeafComparison {
    /// The head under which it looks.
    let head: LedgerHead
    private let ledger: any Ledger
    private var tile: (index: UInt64, hashes: [Hash])?

    /// A comparison with the ledger of `tenant`; `nil` where there is none.
    init?(_ tenant: TenantID, in ledger: (any Ledger)?) async throws {
        guard let ledger, let head = try await ledger.head(of: tenant) else { return nil }
        self.ledger = ledger
        self.head = head
    }

    /// Whether an event's parts lead to the leaf in its place.
    func fits(_ event: SealedEvent) async throws -> Bool {
        guard event.index < self.head.size else { return false }
        let width = UInt64(TileCoordinate.fullWidth)
        let hashes = try await self.hashes(ofTile: event.index / width)
        let place = Int(event.index % width)
        return place < hashes.count && hashes[place] == event.leaf
    }

    private func hashes(ofTile index: UInt64) async throws -> [Hash] {
        if let tile, tile.index == index { return tile.hashes }
        let request = TileRequest(
            tenant: self.head.tenant,
            level: 0,
            index: index,
            treeSize: self.head.size
        )
        let hashes: [Hash]
        do {
            hashes = try await self.ledger.tile(request).hashes
        } catch let error as TrailError where error.code == .notFound {
            hashes = []
        }
        self.tile = (index, hashes)
        return hashes
    }
}
