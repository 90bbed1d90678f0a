import MerkleLog
import Testing
import TrailTesting

@testable import Trail

/// Attacks on the head, the tree and the removals.
@Suite struct LedgerVerifierTreeTests {
    @Test func `finds a head that is not signed by a known key`() async throws {
        let bench = try await VerifierBench(events: 20)
        let stranger = try LedgerKey.generate(name: "test.example")
        let report = try await bench.verifier(keys: [stranger.verifier]).verify(.default)
        #expect(report.findings.map(\.what) == [.badSignature])
        await bench.store.tamper(with: .default) { ledger in
            ledger.head = LedgerHead(
                tenant: .default,
                recordedAt: ledger.head.recordedAt,
                frontier: ledger.head.frontier,
                tail: ledger.head.tail,
                note: nil
            )
        }
        #expect(try await bench.verify().findings.map(\.what) == [.badSignature])
    }

    @Test func `finds rows and tree that were rewritten together`() async throws {
        // An intruder without the key edits a row and recomputes everything up to the root.
        let bench = try await VerifierBench(events: 300)
        let note = try #require(await bench.store.head(of: .default)?.note)
        try await bench.edit(5) { $0.with(Sections(who: $0.sections.who)) }
        await bench.store.tamper(with: .default) { ledger in
            let leaves = ledger.rows.compactMap { $0 }.map { LeafData.hash(of: $0.event) }
            var tree = TileBuilder()
            for tile in tree.append(contentsOf: leaves).tiles {
                ledger.tiles[tile.tile.coordinate] = tile.tile
                ledger.tileRoots[tile.tile.coordinate] = tile.root
            }
            ledger.head = LedgerHead(
                tenant: .default,
                recordedAt: ledger.head.recordedAt,
                tree: tree,
                note: note
            )
        }
        let whats = try await bench.verify().findings.map(\.what)
        #expect(whats.contains(.badSignature))
        #expect(whats.contains(.forked(size: 300)))
    }

    @Test func `finds a row and its tile rewritten together`() async throws {
        let bench = try await VerifierBench(events: 600)
        try await bench.edit(300) { $0.with(Sections(who: $0.sections.who)) }
        try await bench.store.tamper(with: .default) { ledger in
            let event = try #require(ledger[300]).event
            let place = try TileCoordinate(level: 0, index: 1)
            let tile = try #require(ledger.tiles[place])
            var hashes = tile.hashes
            hashes[44] = LeafData.hash(of: event)
            ledger.tiles[place] = try Tile(coordinate: place, hashes: hashes)
        }
        let findings = try await bench.findings()
        #expect(findings.contains(.init(index: nil, what: .rootMismatch)))
        #expect(findings.contains(.init(index: 256, what: .treeDamaged(level: 0, tile: 1))))
    }

    @Test func `finds a damaged and a missing tile`() async throws {
        let bench = try await VerifierBench(events: 600)
        await bench.store.tamper(with: .default) { $0.damageTile(level: 0, index: 1) }
        // The rows are as they were, and the tile above says so.
        let damaged = VerificationFinding(index: 256, what: .treeDamaged(level: 0, tile: 1))
        #expect(try await bench.findings() == [damaged])
        let other = try await VerifierBench(events: 600)
        try await other.store.tamper(with: .default) { ledger in
            ledger.tiles[try TileCoordinate(level: 0, index: 0)] = nil
        }
        let missing = try await other.findings()
        #expect(missing.contains(.init(index: 0, what: .treeDamaged(level: 0, tile: 0))))
    }

    @Test func `finds an older store in the place of the newer one`() async throws {
        let bench = try await VerifierBench(events: 300)
        let old = await bench.store.ledgers
        try await bench.append(400, seed: 2)
        let older = try #require(old[.default])
        await bench.store.tamper(with: .default) { $0 = older }
        #expect(try await bench.findings() == [.init(index: 300, what: .truncated)])
    }

    @Test func `finds a ledger that does not continue a trusted checkpoint`() async throws {
        let memory = SignerMemory()
        let bench = try await VerifierBench(events: 300, memory: memory)
        let head = try #require(await bench.store.head(of: .default))
        try await bench.append(500, seed: 2)
        let origin = "test.example/default"
        var options = VerificationOptions()
        options.checkpoints = [try Checkpoint(origin: origin, size: 300, root: head.root)]
        #expect(try await bench.verify(options).isIntact)
        options.checkpoints.append(
            try Checkpoint(origin: origin, size: 299, root: .leaf([1]))
        )
        options.checkpoints.append(try Checkpoint(origin: origin, size: 256, root: .leaf([1])))
        #expect(
            try await bench.findings(options)
                == [
                    .init(index: nil, what: .forked(size: 299)),
                    .init(index: nil, what: .forked(size: 256)),
                ]
        )
        options.checkpoints = [try Checkpoint(origin: origin, size: 801, root: .leaf([1]))]
        #expect(try await bench.findings(options) == [.init(index: 800, what: .truncated)])
    }

    @Test func `refuses a checkpoint of another ledger`() async throws {
        let bench = try await VerifierBench(events: 3)
        var options = VerificationOptions()
        options.checkpoints = [
            try Checkpoint(origin: "test.example/other", size: 3, root: .emptyTree)
        ]
        await #expect(throws: TrailError.self) { try await bench.verify(options) }
    }

    @Test func `finds a ledger whose head is gone`() async throws {
        let bench = try await VerifierBench(events: 30)
        await bench.store.tamper(with: .default) { $0.head = .empty(.default) }
        let whats = try await bench.verify().findings
        #expect(whats.count == 31)
        #expect(whats.contains { $0.what == .truncated })
        #expect(whats.contains { $0.what == .inserted })
    }

    @Test func `is not misled by events that arrive meanwhile`() async throws {
        let bench = try await VerifierBench(events: 5_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for seed in 0..<10 as Range<UInt64> {
                    try await bench.append(50, seed: 100 + seed)
                }
            }
            group.addTask {
                for _ in 0..<4 {
                    let findings = try await bench.verify().findings
                    #expect(findings == [])
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `reports progress up to the end`() async throws {
        let bench = try await VerifierBench(events: 9_000)
        let seen = ProgressLog()
        _ = try await bench.verifier().verify(.default) { seen.add($0) }
        #expect(seen.all.map(\.done) == [4_096, 8_192, 9_000])
        #expect(seen.all.allSatisfy { $0.total == 9_000 })
    }
}
