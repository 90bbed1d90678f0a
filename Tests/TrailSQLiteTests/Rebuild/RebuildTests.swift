import GRDB
import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// What is derived from the events can be lost and made again.
@Suite struct RebuildTests {
    @Test(arguments: [
        "UPDATE event SET actor = NULL", "UPDATE event SET ip = NULL WHERE idx % 3 = 0",
        "UPDATE event SET target = NULL, username = NULL, status = NULL, duration = NULL",
        "DELETE FROM rollup", "UPDATE rollup SET count = count + 1", "DELETE FROM segment",
        "UPDATE segment SET events = 1", "UPDATE segment SET first_time = last_time",
        "INSERT INTO segment VALUES (1, 99, 5, 0, 0, 0, 0)",
        "INSERT INTO summary VALUES (1, 0, x'01')",
    ])
    func `makes anew what is missing`(damage: String) async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(600)
        try test.tamper(damage)
        #expect(try await !test.findings(store).isEmpty)
        let result = try await store.rebuild(.default)
        #expect(!result.isNothing)
        #expect(try await test.findings(store).isEmpty)
        #expect(try await store.rebuild(.default).isNothing)
    }

    @Test(arguments: [
        "UPDATE event SET actor = 'mallory' WHERE idx = 300", "DELETE FROM event WHERE idx = 300",
        "UPDATE event SET what = replace(what, '{', '{\"x\":1,') WHERE idx = 300",
        "DELETE FROM tile WHERE level = 0 AND idx = 0",
    ])
    func `repairs no alteration`(alteration: String) async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(600)
        try test.tamper(alteration)
        let before = try await test.findings(store).filter { !$0.isAboutFigures }
        _ = try await store.rebuild(.default)
        #expect(!before.isEmpty)
        #expect(try await test.findings(store) == before)
    }

    @Test func `makes tiles above the leaves from the roots below`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(1)
        let width = TileCoordinate.fullWidth
        let leaves = (0..<width).map { Hash.leaf([UInt8(truncatingIfNeeded: $0)]) }
        let (made, root) = try await store.write { database, _ in
            let table = TileTable(tenant: 7, database: database)
            var roots: [Hash] = []
            for index in 0..<UInt64(width) {
                let coordinate = try TileCoordinate(level: 0, index: index)
                let tile = FullTile(try Tile(coordinate: coordinate, hashes: leaves))
                try table.insert([tile])
                roots.append(tile.root)
            }
            let view = LedgerView(number: 7, size: UInt64(width * width), tail: [])
            let made = try TileRebuild(view: view, database: database).run()
            var tree = TreeFrontier()
            tree.append(contentsOf: roots)
            return (made, try table.roots(of: TileRun(level: 1, indices: 0..<1)) == [tree.root])
        }
        #expect(made == 1)
        #expect(root)
    }
}

extension VerificationFinding {
    fileprivate var isAboutFigures: Bool {
        if case .wrongFigures = self.what { true } else { false }
    }
}
