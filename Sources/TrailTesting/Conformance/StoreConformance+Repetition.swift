internal import Trail

extension StoreConformance {
    static let repetition = [
        Check("answers a repeated event with its first receipt") {
            try await $0.answersRepetition()
        },
        Check("answers a repetition within one request") { try await $0.answersWithinRequest() },
        Check("refuses an id that is taken by another event") { try await $0.refusesConflicts() },
        Check("lets a retry differ in what the caller did not state") {
            try await $0.comparesStatedOnly()
        },
        Check("knows ids per tenant") { try await $0.knowsIDsPerTenant() },
        Check("answers the repetition of erased and pruned events") {
            try await $0.answersAfterRemoval()
        },
    ]

    private func answersRepetition() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(10)
        let events = try samples.events(20)
        let first = try await store.append(AppendRequest(events)).outcomes
        fixture.clock.advance(by: .seconds(5))
        let fresh = try samples.event()
        let second = try await store.append(AppendRequest(events + [fresh])).outcomes
        for (before, after) in zip(first, second) {
            guard case .sealed(let receipt) = before else { throw Unmet("\(before)") }
            try expectEqual(try after.repeatedReceipt(), receipt, "the receipt of a repetition")
        }
        try expectEqual(try unwrap(second.last, "outcome").sealedReceipt().index, 20, "next index")
        // The same event encoded anew has other salts, and is a repetition all the same.
        let salted = EncodedEvent(
            header: events[3].header,
            sections: events[3].sections.resalted(),
            stated: .all
        )
        let third = try await store.append(AppendRequest([salted])).outcomes
        _ = try unwrap(third.first, "outcome").repeatedReceipt()
        try expectEqual(try await store.presentHead().size, 21, "events")
        try await self.expectIntact(store, fixture)
    }

    private func answersWithinRequest() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(11)
        let one = try samples.event(.request)
        let two = try samples.event(.login)
        let other = one.with(outcome: one.header.outcome == .success ? .failure : .success)
        let outcomes = try await store.append(AppendRequest([one, two, one, other])).outcomes
        let first = try outcomes[0].sealedReceipt()
        try expectEqual(try outcomes[1].sealedReceipt().index, 1, "index of the second event")
        try expectEqual(
            try outcomes[2].repeatedReceipt(),
            .durable(first.id, index: first.index, leaf: first.leaf),
            "the receipt of the repetition"
        )
        try expectEqual(outcomes[3], .conflict(one.header.id), "the event that takes its id")
        try expectEqual(try await store.presentHead().size, 2, "events")
        try await self.expectIntact(store, fixture)
    }

    private func refusesConflicts() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(12)
        var event = try samples.event(.request)
        while event.sections.who == nil || event.sections.where == nil {
            event = try samples.event(.request)
        }
        _ = try await store.append(AppendRequest([event]))
        var impostors = [
            event.with(outcome: event.header.outcome == .success ? .denied : .success),
            event.with(action: try Action("other.action")),
            event.with(kind: .login),
            event.with(occurredAt: event.header.occurredAt.advanced(by: .seconds(1))),
        ]
        for name in SectionName.allCases {
            var sections = event.sections
            sections[name] = .sealed(text: Array(#"{"id":"mallory"}"#.utf8), salt: Salt.random())
            impostors.append(event.with(sections: sections))
            sections[name] = nil
            impostors.append(event.with(sections: sections))
        }
        let fresh = try samples.event()
        let outcomes = try await store.append(AppendRequest(impostors + [fresh])).outcomes
        for (position, outcome) in outcomes.dropLast().enumerated() {
            try expectEqual(outcome, .conflict(event.header.id), "impostor \(position)")
        }
        try expectEqual(
            try unwrap(outcomes.last, "outcome").sealedReceipt().index,
            1,
            "the event beside them"
        )
        let stored = try await store.event(event.header.id, tenant: .default)
        try expectEqual(stored?.sections, event.sections, "the event that was there first")
        try await self.expectIntact(store, fixture)
    }

    private func comparesStatedOnly() async throws {
        let (store, _) = try await self.open()
        var samples = self.samples(13)
        let event = try samples.event(.request)
        _ = try await store.append(AppendRequest([event]))
        var sections = event.sections
        sections.where = .sealed(text: Array(#"{"ip":"192.0.2.200"}"#.utf8), salt: Salt.random())
        let retry = event.with(
            sections: sections,
            occurredAt: event.header.occurredAt.advanced(by: .seconds(9)),
            stated: [.who, .what, .id]
        )
        let outcomes = try await store.append(AppendRequest([retry])).outcomes
        _ = try unwrap(outcomes.first, "outcome").repeatedReceipt()
        let stored = try await store.event(event.header.id, tenant: .default)
        try expectEqual(stored?.header, event.header, "the header sealed first")
        try expectEqual(stored?.sections, event.sections, "the sections sealed first")
    }

    private func knowsIDsPerTenant() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(14)
        let event = try samples.event()
        let other = event.with(tenant: try TenantID("other"), outcome: .denied)
        let outcomes = try await store.append(AppendRequest([event, other])).outcomes
        for outcome in outcomes {
            try expectEqual(try outcome.sealedReceipt().index, 0, "index in a ledger of its own")
        }
        try await self.expectIntact(store, fixture)
    }

    private func answersAfterRemoval() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(15)
        let erased = try samples.event(.login)
        let pruned = try samples.event(.page)
        let first = try await store.append(AppendRequest([erased, pruned])).outcomes
        let logins = EventQuery(tenant: .default, kinds: [.login])
        _ = try await store.remove(self.request(logins, .sections([.who, .where, .what])))
        let pages = EventQuery(tenant: .default, kinds: [.page])
        _ = try await store.remove(self.request(pages, .rows))
        let second = try await store.append(AppendRequest([erased, pruned])).outcomes
        for (before, after) in zip(first, second) {
            guard case .sealed(let receipt) = before else { throw Unmet("\(before)") }
            try expectEqual(try after.repeatedReceipt(), receipt, "the receipt after removal")
        }
        let stored = try await store.event(erased.header.id, tenant: .default)
        try expect(stored?.sections.what?.text == nil, "a repetition brought erased text back")
        let gone = try await store.event(pruned.header.id, tenant: .default)
        try expect(gone == nil, "a repetition brought a pruned event back")
        try await self.expectIntact(store, fixture)
    }
}

extension EncodedEvent {
    /// The event with some parts replaced.
    func with(
        tenant: TenantID? = nil,
        kind: Event.Kind? = nil,
        action: Action? = nil,
        outcome: Event.Outcome? = nil,
        sections: Sections? = nil,
        occurredAt: Timestamp? = nil,
        stated: Stated = .all
    ) -> EncodedEvent {
        EncodedEvent(
            header: EventHeader(
                id: self.header.id,
                tenant: tenant ?? self.header.tenant,
                kind: kind ?? self.header.kind,
                occurredAt: occurredAt ?? self.header.occurredAt,
                action: action ?? self.header.action,
                outcome: outcome ?? self.header.outcome
            ),
            sections: sections ?? self.sections,
            stated: stated
        )
    }
}

extension Sections {
    /// The same texts with other salts.
    fileprivate func resalted() -> Sections {
        var sections = self
        for name in SectionName.allCases {
            sections[name] = self[name]?.text.map { .sealed(text: $0, salt: Salt.random()) }
        }
        return sections
    }
}
