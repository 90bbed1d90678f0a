internal import MerkleLog
internal import Trail

extension StoreConformance {
    static let erasure = [
        Check("keeps every proof through random erasures") { try await $0.keepsProofs() },
        Check("erases all traces of an actor") { try await $0.erasesTraces() },
        Check("erases what words find") { try await $0.erasesWords() },
    ]

    private func keepsProofs() async throws {
        let (store, fixture) = try await self.open(holding: 350, seed: 90)
        var samples = self.samples(91)
        var proofs: [(event: SealedEvent, proof: InclusionProof, root: Hash)] = []
        for turn in 0..<6 {
            let head = try await store.presentHead()
            let entries = try await store.allEntries()
            for _ in 0..<12 {
                let place = Int.random(in: 0..<entries.count, using: &samples.generator)
                let event = entries[place].event
                let proof = try await InclusionProof(
                    index: event.index,
                    treeSize: head.size,
                    reader: store.tree(of: head)
                )
                proofs.append((event, proof, head.root))
            }
            var query = EventQuery(tenant: .default)
            query.kinds = [Event.Kind.allCases[(turn * 3) % Event.Kind.allCases.count]]
            let sections = SectionName.allCases.filter { _ in
                Bool.random(using: &samples.generator)
            }
            let extent = RemovalRequest.Extent.sections(Set(sections + [.what]))
            _ = try await store.remove(self.request(query, extent))
            try await self.expect(proofs, in: store)
        }
        try await self.expectIntact(store, fixture)
    }

    /// Expects events to be provable by what was handed out before they were erased.
    private func expect(
        _ proofs: [(event: SealedEvent, proof: InclusionProof, root: Hash)],
        in store: any EventStore
    ) async throws {
        for (event, proof, root) in proofs {
            let found = try await store.event(event.header.id, tenant: .default)
            let now = try unwrap(found, "event \(event.index)")
            try expectEqual(LeafData.hash(of: now), event.leaf, "leaf of \(event.index)")
            try proof.verify(leaf: now.leaf, root: root)
        }
    }

    private func erasesTraces() async throws {
        let (store, fixture) = try await self.open()
        func login(_ actor: Event.Actor, _ name: String) throws -> EncodedEvent {
            let draft = Event.Draft(
                .login(LoginDetail(.login, username: name)),
                actor: actor
            )
            return EncodedEvent(try Event(draft, tenant: .default, now: Self.noon), stated: [])
        }
        func actor(
            _ id: String?,
            _ type: Event.ActorType = .user,
            for other: String? = nil
        ) -> Event.Actor {
            Event.Actor(
                type: type,
                id: id,
                isVerified: true,
                onBehalfOf: other.map { Event.Represented(type: .user, id: $0) }
            )
        }
        let events = [
            try login(actor("alice"), "alice"), try login(actor("bob"), "bob"),
            try login(actor("bob", for: "alice"), "bob"),
            try login(actor(nil, .anonymous), "alice"),
            try login(actor("alice", .service), "key"), try login(actor("alicex"), "xalice"),
        ]
        _ = try await store.append(AppendRequest(events))
        try expectEqual(
            try await self.erase(.actor(id: "alice", type: .user), store),
            [0, 2, 3],
            "traces of a user"
        )
        try expectEqual(
            try await self.erase(.actor(id: "alice", type: nil), store),
            [0, 2, 3, 4],
            "traces of an actor of any type"
        )
        try await self.expectIntact(store, fixture)
    }

    /// Erases all of a subject.
    ///
    /// - Returns: The indices of all events that have lost what happened.
    private func erase(
        _ subject: ErasureSubject,
        _ store: any EventStore
    ) async throws -> [UInt64] {
        let query = try subject.query(tenant: .default)
        let count = try await store.page(query).events.count
        let extent = RemovalRequest.Extent.sections(Set(SectionName.allCases))
        let result = try await store.remove(self.request(query, extent))
        try expectEqual(result.count, count, "events counted and erased")
        return try await store.allEntries().map(\.event)
            .filter { $0.sections.what?.text == nil }.map(\.index)
    }

    private func erasesWords() async throws {
        let (store, fixture) = try await self.open()
        var events: [EncodedEvent] = []
        // The first one, too: no cursor stands before it.
        for path in ["/wilhelmina/1", "/nobody", "/x/Wilhelmina", "/wilhelm"] {
            let draft = Event.Draft(.page(PageDetail(path: path)))
            events.append(
                EncodedEvent(try Event(draft, tenant: .default, now: Self.noon), stated: [])
            )
        }
        _ = try await store.append(AppendRequest(events))
        let query = try ErasureSubject.filters(["search": "wilhelmina"]).query(tenant: .default)
        let result = try await store.remove(self.request(query, .sections([.what])))
        try expectEqual(result.count, 2, "events erased")
        let left = try await store.allEntries().map(\.event)
            .filter { $0.sections.what?.text != nil }.map(\.index)
        try expectEqual(left, [1, 3, 4], "events left, with the record")
        try await self.expectIntact(store, fixture)
    }
}
