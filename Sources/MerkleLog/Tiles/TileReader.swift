/// Something that has the full tiles of a tree: a database, a folder, a server.
///
/// Full tiles never change, so answers may come from any cache and from different snapshots.
public protocol TileReader: Sendable {
    /// The full tiles at `coordinates`, in that order.
    ///
    /// Throws if one of them is not stored.
    func fullTiles(at coordinates: [TileCoordinate]) async throws -> [Tile]

    /// The roots of the full tiles of a run, in order; at most 256 are asked for.
    ///
    /// The default reads the tiles and hashes them (8 KiB and 255 hashes each). A store that keeps
    /// each tile's root beside it should answer from there.
    func roots(of run: TileRun) async throws -> [Hash]
}

extension TileReader {
    /// Reads the tiles and hashes them.
    public func roots(of run: TileRun) async throws -> [Hash] {
        try await self.fullTiles(at: run.coordinates).map { $0.root }
    }
}
