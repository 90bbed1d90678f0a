internal import MerkleLog
internal import Trail

extension StoreConformance {
    static let sealing = [
        Check("commits a signed head with every batch") { try await $0.signsEveryHead() },
        Check("serves the tiles of every size") { try await $0.servesTiles() },
        Check("serves what proofs are made of") { try await $0.servesProofs() },
        Check("has one root however events are batched") { try await $0.rootIgnoresBatches() },
    ]

    private func signsEveryHead() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(20)
        var size: UInt64 = 0
        for count in [1, 1, 2, 255, 300] {
            _ = try await store.append(AppendRequest(try samples.events(count)))
            size += UInt64(count)
            let head = try await store.presentHead()
            try expectEqual(head.size, size, "size of the head")
            try expectEqual(head.tail.count, Int(size % 256), "leaves in the head's tail")
            let checkpoint = try Checkpoint(
                verifying: unwrap(head.note, "the head's note"),
                origin: fixture.sealer.origin(of: .default),
                with: [fixture.sealer.key.verifier]
            )
            try expectEqual(checkpoint.size, size, "the signed size")
            try expectEqual(checkpoint.root, head.root, "the signed root")
            let leaves = try await store.allEntries().map(\.event.leaf)
            try expectEqual(MemoryTree(leaves: leaves).root, head.root, "the root over all leaves")
            try fixture.sealer.check(head)
        }
    }

    private func servesTiles() async throws {
        let (store, _) = try await self.open(holding: 1_100, seed: 21)
        let leaves = try await store.allEntries().map(\.event.leaf)
        for size in [1, 2, 255, 256, 257, 512, 700, 1_024, 1_100] as [UInt64] {
            let tree = MemoryTree(leaves: leaves.prefix(Int(size)))
            for level in 0...1 {
                let height = TileCoordinate.height * level
                let count = size >> UInt64(height)
                for index in 0..<(count + 255) / 256 {
                    let request = TileRequest(
                        tenant: .default,
                        level: level,
                        index: index,
                        treeSize: size
                    )
                    let tile = try await store.tile(request)
                    let nodes = index * 256..<min(count, (index + 1) * 256)
                    let expected = nodes.compactMap {
                        tree[NodeCoordinate(level: height, index: $0)]
                    }
                    try expectEqual(tile.level, level, "level of a tile")
                    try expectEqual(tile.index, index, "index of a tile")
                    try expectEqual(
                        tile.hashes,
                        expected,
                        "tile \(index) of level \(level) at size \(size)"
                    )
                }
            }
        }
        try await self.refusesTilesBeyond(store)
    }

    private func refusesTilesBeyond(_ store: any EventStore) async throws {
        let beyond = [
            TileRequest(tenant: .default, level: 0, index: 5, treeSize: 1_100),
            TileRequest(tenant: .default, level: 1, index: 1, treeSize: 1_100),
            TileRequest(tenant: .default, level: 2, index: 0, treeSize: 1_100),
            TileRequest(tenant: .default, level: 0, index: 0, treeSize: 1_101),
            TileRequest(tenant: .default, level: 0, index: 0, treeSize: 0),
            TileRequest(tenant: try TenantID("nobody"), level: 0, index: 0, treeSize: 1),
        ]
        for request in beyond {
            try await expectRefusal([.notFound], "\(request)") {
                _ = try await store.tile(request)
            }
        }
    }

    private func servesProofs() async throws {
        let (store, _) = try await self.open(holding: 700, seed: 22)
        let head = try await store.presentHead()
        let leaves = try await store.allEntries().map(\.event.leaf)
        let tree = try store.tree(of: head)
        for index in [0, 1, 255, 256, 511, 512, 698, 699] as [UInt64] {
            let proof = try await InclusionProof(index: index, treeSize: head.size, reader: tree)
            try proof.verify(leaf: leaves[Int(index)], root: head.root)
        }
        for size in [1, 255, 256, 300, 512, 699, 700] as [UInt64] {
            let proof = try await ConsistencyProof(
                oldSize: size,
                newSize: head.size,
                reader: tree
            )
            let old = MemoryTree(leaves: leaves.prefix(Int(size))).root
            try proof.verify(oldRoot: old, newRoot: head.root)
        }
    }

    func completesUpperTiles() async throws {
        let (first, fixture) = try await self.open()
        var store = first
        var leaves: [Hash] = []
        for batch in 0..<33 {
            if batch == 20 { store = try await self.makeStore(fixture) }
            let events = (0..<2_000).map { Self.bareEvent(UInt64(batch * 2_000 + $0)) }
            let result = try await store.append(AppendRequest(events))
            leaves += result.batches.flatMap { $0.events.map(\.leaf) }
        }
        let head = try await store.presentHead()
        try expectEqual(head.root, MemoryTree(leaves: leaves).root, "the root over all leaves")
        let tile = try await store.tile(
            TileRequest(tenant: .default, level: 1, index: 0, treeSize: head.size)
        )
        try expectEqual(tile.width, 256, "width of the first tile of level 1")
        try await self.expectIntact(store, fixture)
    }

    private static func bareEvent(_ number: UInt64) -> EncodedEvent {
        EncodedEvent(
            header: EventHeader(
                id: EventID(at: Self.noon, random: number),
                tenant: .default,
                kind: .page,
                occurredAt: Self.noon,
                action: Action(defaultFor: Event.Draft(.page(PageDetail(path: "/")))),
                outcome: .success
            ),
            sections: Sections(),
            stated: []
        )
    }

    private func rootIgnoresBatches() async throws {
        var samples = self.samples(23)
        let events = try samples.events(520)
        var roots: Set<Hash> = []
        for most in [1_000, 256, 100, 7] {
            let (store, _) = try await self.open()
            var rest = events[...]
            while !rest.isEmpty {
                let size = most < 256 ? Int.random(in: 1...most, using: &samples.generator) : most
                let batch = rest.prefix(size)
                rest = rest.dropFirst(batch.count)
                _ = try await store.append(AppendRequest(Array(batch)))
            }
            roots.insert(try await store.presentHead().root)
        }
        try expectEqual(roots.count, 1, "different roots")
    }
}
