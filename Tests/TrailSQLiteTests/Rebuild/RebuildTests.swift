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
        let result = try await store.rebuild(test.report(store))
        #expect(!result.isNothing)
        #expect(try await test.findings(store).isEmpty)
        #expect(try await store.rebuild(test.report(store)).isNothing)
    }

    @Test(arguments: [
        ("DELETE FROM rollup WHERE \(Self.isFirst(2))", 2, 0),
        ("UPDATE rollup SET count = 0 WHERE \(Self.isFirst(3))", 0, 3),
        ("UPDATE segment SET events = 1", 0, 1), ("DELETE FROM segment", 1, 0),
    ])
    func `counts what was missing and what did not fit apart`(
        damage: String,
        missing: Int,
        unfit: Int
    ) async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(600)
        try test.tamper(damage)
        let result = try await store.rebuild(test.report(store))
        #expect(result.figures == missing)
        #expect(result.unfitFigures == unfit)
    }

    /// A condition on rollups that holds for `count` of them.
    private static func isFirst(_ count: Int) -> String {
        let key = "hour, kind, outcome, status_class"
        return "(\(key)) IN (SELECT \(key) FROM rollup LIMIT \(count))"
    }

    @Test func `needs to know of all events`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(20)
        var options = VerificationOptions()
        options.kinds = [.login]
        let narrow = try await test.report(store, options)
        await expect(throwing: .ledgerDamaged) { _ = try await store.rebuild(narrow) }
        let early = try await test.report(store)
        try await store.fill(1, seed: 9)
        await expect(throwing: .storeUnavailable) { _ = try await store.rebuild(early) }
    }

    @Test(arguments: [
        "UPDATE event SET actor = 'mallory' WHERE idx = 300", "DELETE FROM event WHERE idx = 300",
        "UPDATE event SET what = replace(what, '{', '{\"x\":1,') WHERE idx = 300",
        "DELETE FROM tile WHERE level = 0 AND idx = 0",
    ])
    func `touches nothing beside an alteration`(alteration: String) async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(600)
        try test.tamper(alteration + "; UPDATE event SET ip = NULL WHERE idx = 17")
        let before = try await test.report(store)
        let figures = try await store.checkFigures(of: .default)
        #expect(before.alterationCount > 0)
        await expect(throwing: .ledgerDamaged) { _ = try await store.rebuild(before) }
        #expect(try await test.findings(store) == before.findings)
        #expect(try await store.checkFigures(of: .default) == figures)
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
