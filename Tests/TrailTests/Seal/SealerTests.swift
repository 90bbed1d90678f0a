import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct SealerTests {
    private let clock = ManualClock(Timestamp(microseconds: 1_772_366_400_000_000))
    private let memory = SignerMemory()
    private let key: LedgerKey
    private let sealer: Sealer

    init() throws {
        // A seed of RFC 8032 §7.1, so that the golden note can be checked by anyone.
        let seed: [UInt8] = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec,
            0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03,
            0x1c, 0xae, 0x7f, 0x60,
        ]
        self.key = LedgerKey(signer: try NoteSigner(name: "logs.example", seed: seed))
        self.sealer = Sealer(
            key: self.key,
            serverName: "logs.example",
            clock: self.clock,
            memory: self.memory
        )
    }

    private func events(_ count: Int, seed: UInt64 = 1) throws -> [EncodedEvent] {
        var samples = SampleEvents(seed: seed, time: self.clock.now())
        return try samples.events(count)
    }

    /// The head as a store would read it back.
    private func stored(_ head: LedgerHead) -> LedgerHead {
        LedgerHead(
            tenant: head.tenant,
            recordedAt: head.recordedAt,
            frontier: head.frontier,
            tail: head.tail,
            note: head.note
        )
    }

    @Test func `signs its golden checkpoint`() throws {
        let event = EncodedEvent(
            header: EventHeader(
                id: try #require(EventID("0195504e-8a00-7c3d-8e4f-aabbccddeeff")),
                tenant: .default,
                kind: .system,
                occurredAt: Timestamp(microseconds: 0),
                action: try Action("server.started"),
                outcome: .success
            ),
            sections: Sections(),
            stated: []
        )
        let batch = try self.sealer.seal([event], onto: .empty(.default))
        let note = try #require(batch.head.note)
        #expect(note.text == "logs.example/default\n1\n\(batch.events[0].leaf.base64)\n")
        #expect(note.signatures.map(\.keyName) == ["logs.example"])
        #expect(
            self.key.verifierText
                == "logs.example+e817c12b+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
        )
        #expect(
            batch.events[0].leaf.hex
                == "ad4c19f759276926f7076bf76908f38270b8d850ab2f71322fbe991d2018005b"
        )
    }

    @Test func `gives index, time and leaf to each event`() throws {
        let first = try self.sealer.seal(self.events(3), onto: .empty(.default))
        self.clock.advance(by: .seconds(2))
        let second = try self.sealer.seal(self.events(2, seed: 2), onto: first.head)
        let all = first.events + second.events
        #expect(all.map(\.index) == [0, 1, 2, 3, 4])
        #expect(second.events.allSatisfy { $0.recordedAt == self.clock.now() })
        #expect(all.allSatisfy { $0.leaf == LeafData.hash(of: $0) })
        #expect(second.head.root == MemoryTree(leaves: all.map(\.leaf)).root)
        #expect(second.head.recordedAt == self.clock.now())
    }

    @Test func `leaves the head alone when there is nothing to seal`() throws {
        let batch = try self.sealer.seal([], onto: .empty(.default))
        #expect(batch.head == .empty(.default))
        #expect(batch.events.isEmpty)
        #expect(batch.tiles.isEmpty)
    }

    @Test func `refuses an event of another tenant`() throws {
        let other = try TenantID("other")
        let error = try #require(throws: TrailError.self) {
            try self.sealer.seal(self.events(1), onto: .empty(other))
        }
        #expect(error.code == .unstorable)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `completes the same tiles however events are batched`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let events = try self.events(600)
        var head = LedgerHead.empty(.default)
        var tiles: [FullTile] = []
        var rest = events[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...300, using: &generator))
            rest = rest.dropFirst(batch.count)
            // A head that was read back and one that was kept must do the same.
            let base = Bool.random(using: &generator) ? head : self.stored(head)
            let sealed = try self.sealer.seal(Array(batch), onto: base)
            tiles += try sealed.fullTiles { _ in [] }
            head = sealed.head
        }
        let whole = try self.sealer.seal(events, onto: .empty(.default))
        #expect(head.root == whole.head.root)
        #expect(tiles == whole.tiles.tiles)
        #expect(tiles.map(\.tile.index) == [0, 1])
    }

    @Test func `passes what it has sealed`() throws {
        var head = LedgerHead.empty(.default)
        for size in [1, 254, 1, 300] {
            try self.sealer.check(self.stored(head))
            head = try self.sealer.seal(self.events(size), onto: head).head
            self.sealer.committed(head)
        }
        try self.sealer.check(self.stored(head))
        #expect(self.memory.last(origin: "logs.example/default")?.size == 556)
        #expect(self.memory.last(origin: "logs.example/default")?.root == head.root)
    }
}

/// What ``Sealer/check(_:)`` refuses.
extension SealerTests {
    private func refusal(of head: LedgerHead) -> TrailError.Code? {
        do throws(TrailError) {
            try self.sealer.check(head)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `refuses a head that does not fit its signature`() throws {
        let small = try self.sealer.seal(self.events(5), onto: .empty(.default)).head
        let large = try self.sealer.seal(self.events(7), onto: small).head
        func with(
            tenant: TenantID = .default,
            frontier: TreeFrontier? = nil,
            tail: [Hash]? = nil,
            note: SignedNote?
        ) -> LedgerHead {
            LedgerHead(
                tenant: tenant,
                recordedAt: large.recordedAt,
                frontier: frontier ?? large.frontier,
                tail: tail ?? large.tail,
                note: note
            )
        }
        var frontier = TreeFrontier()
        frontier.append(contentsOf: (0..<12).map { Hash.leaf([$0]) })
        let stranger = try NoteSigner.generate(name: "logs.example")
        let foreign = try stranger.sign(try #require(large.note).text)
        let other = try TenantID("other")
        let forged: [LedgerHead] = [
            with(note: nil),
            with(note: small.note),
            with(note: foreign),
            with(tenant: other, note: large.note),
            with(frontier: frontier, note: large.note),
            with(tail: Array(large.tail.dropLast()), note: large.note),
            with(tail: large.tail.reversed(), note: large.note),
        ]
        for head in forged {
            #expect(self.refusal(of: head) == .ledgerDamaged)
        }
        #expect(self.refusal(of: self.stored(large)) == nil)
    }

    @Test func `refuses a ledger that is smaller or other than it has signed`() throws {
        let small = try self.sealer.seal(self.events(5), onto: .empty(.default)).head
        let large = try self.sealer.seal(self.events(7), onto: small).head
        let other = try self.sealer.seal(self.events(12, seed: 9), onto: .empty(.default)).head
        self.sealer.committed(large)
        #expect(self.refusal(of: .empty(.default)) == .ledgerForked)
        #expect(self.refusal(of: small) == .ledgerForked)
        #expect(self.refusal(of: other) == .ledgerForked)
        #expect(self.refusal(of: large) == nil)
        try self.memory.accept(origin: "logs.example/default", size: small.size, root: small.root)
        #expect(self.refusal(of: small) == nil)
        #expect(self.refusal(of: large) == nil)
    }

    @Test func `takes over a head that another process has accepted`() throws {
        let folder = TemporaryFolder()
        let path = folder.path("heads")
        let sealer = Sealer(
            key: self.key,
            serverName: "logs.example",
            clock: self.clock,
            memory: try SignerMemory(path: path)
        )
        let small = try sealer.seal(self.events(5), onto: .empty(.default)).head
        let large = try sealer.seal(self.events(7), onto: small).head
        sealer.committed(large)
        #expect(throws: TrailError.self) { try sealer.check(small) }
        let tool = try SignerMemory(path: path)
        try tool.accept(origin: "logs.example/default", size: small.size, root: small.root)
        try sealer.check(small)
    }

    @Test func `refuses to work while the clock is far behind`() throws {
        let head = try self.sealer.seal(self.events(1), onto: .empty(.default)).head
        self.clock.advance(by: .seconds(-300))
        #expect(self.refusal(of: head) == nil)
        #expect(try self.sealer.seal(self.events(1), onto: head).head.recordedAt == head.recordedAt)
        self.clock.advance(by: .microseconds(-1))
        #expect(self.refusal(of: head) == .clockBehind)
        #expect(throws: TrailError.self) { try self.sealer.seal([], onto: head) }
    }
}
