import MerkleLog
import Synchronization

/// Full tiles as a store would keep them; counts what is read.
final class StoredTiles: TileReader {
    struct NotStored: Error {}

    private struct State {
        var tiles: [TileCoordinate: FullTile] = [:]
        var tilesRead = 0
        var rootsRead = 0
    }

    private let state = Mutex(State())

    var count: Int { self.state.withLock { $0.tiles.count } }
    var tilesRead: Int { self.state.withLock { $0.tilesRead } }
    var rootsRead: Int { self.state.withLock { $0.rootsRead } }

    func store(_ completed: CompletedTiles) async throws {
        self.add(completed.tiles)
        for deferred in completed.deferred {
            let roots = try await self.roots(of: deferred.missing)
            self.add([try deferred.completed(with: roots)])
        }
    }

    private func add(_ tiles: [FullTile]) {
        self.state.withLock { state in
            for full in tiles { state.tiles[full.tile.coordinate] = full }
        }
    }

    func replace(_ tile: FullTile) {
        self.add([tile])
    }

    func fullTiles(at coordinates: [TileCoordinate]) async throws -> [Tile] {
        try self.state.withLock { state in
            state.tilesRead += coordinates.count
            return try coordinates.map { coordinate in
                guard let full = state.tiles[coordinate] else { throw NotStored() }
                return full.tile
            }
        }
    }

    func roots(of run: TileRun) async throws -> [Hash] {
        try self.state.withLock { state in
            state.rootsRead += run.indices.count
            return try run.coordinates.map { coordinate in
                guard let full = state.tiles[coordinate] else { throw NotStored() }
                return full.root
            }
        }
    }
}
