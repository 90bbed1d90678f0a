import MerkleLog
import Testing
import TrailTesting

@testable import Trail

/// A store with sample events, and what is needed to verify it.
struct VerifierBench {
    let clock = ManualClock(Timestamp(microseconds: 1_772_366_400_000_000))
    let key: LedgerKey
    let memory: SignerMemory
    let store: InMemoryEventStore

    init(events count: Int, memory: SignerMemory = SignerMemory()) async throws {
        self.key = try LedgerKey.generate(name: "test.example")
        self.memory = memory
        self.store = InMemoryEventStore(
            sealer: Sealer(
                key: self.key,
                serverName: "test.example",
                clock: self.clock,
                memory: memory
            ),
            clock: self.clock
        )
        try await self.append(count)
    }

    /// Appends sample events in batches of some hundred, a second apart.
    func append(_ count: Int, seed: UInt64 = 1) async throws {
        var samples = SampleEvents(seed: seed, time: self.clock.now())
        var rest = try samples.events(count)[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 100...900, using: &samples.generator))
            rest = rest.dropFirst(batch.count)
            _ = try await self.store.append(AppendRequest(Array(batch)))
            self.clock.advance(by: .seconds(1))
        }
    }

    func verifier(
        keys: [NoteVerifier]? = nil,
        memory: SignerMemory? = nil
    ) -> LedgerVerifier {
        LedgerVerifier(
            ledger: self.store,
            serverName: "test.example",
            keys: keys ?? [self.key.verifier],
            memory: memory ?? self.memory
        )
    }

    func verify(
        _ options: VerificationOptions = VerificationOptions()
    ) async throws -> VerificationReport {
        try await self.verifier().verify(.default, options: options)
    }

    /// The findings without ids, to be compared with.
    func findings(
        _ options: VerificationOptions = VerificationOptions()
    ) async throws -> [VerificationFinding] {
        try await self.verify(options).findings.map {
            VerificationFinding(index: $0.index, what: $0.what)
        }
    }

    /// The index of the first event that is such.
    func index(where isSuch: (SealedEvent) -> Bool) async throws -> UInt64 {
        let rows = await self.store.ledgers[.default]?.rows ?? []
        return try #require(rows.lazy.compactMap { $0?.event }.first(where: isSuch)?.index)
    }

    /// Changes a row and the columns beside it, as a careful intruder would.
    func edit(
        _ index: UInt64,
        _ change: @Sendable (SealedEvent) throws -> SealedEvent
    ) async throws {
        try await self.store.tamper(with: .default) { ledger in
            let event = try change(try #require(ledger[index]).event)
            ledger.rows[Int(index)] = LedgerEntry(event: event, columns: EventColumns(of: event))
        }
    }
}

extension InMemoryLedger {
    /// Exchanges the contents of two rows.
    mutating func swap(_ one: Int, _ other: Int) {
        let first = self.rows[one]
        self.rows[one] = self.rows[other]?.moved(to: UInt64(one))
        self.rows[other] = first?.moved(to: UInt64(other))
    }

    /// Changes a hash in a full tile, and leaves the root that is kept beside it.
    mutating func damageTile(level: Int, index: UInt64) {
        for (place, tile) in self.tiles {
            guard place.level == level, place.index == index else { continue }
            var hashes = tile.hashes
            hashes[100] = .leaf([1, 2, 3])
            guard let damaged = try? Tile(coordinate: place, hashes: hashes) else { continue }
            self.tiles[place] = damaged
        }
    }
}

extension LedgerEntry {
    /// The row in another place.
    func moved(to index: UInt64) -> LedgerEntry {
        LedgerEntry(
            event: SealedEvent(
                index: index,
                recordedAt: self.event.recordedAt,
                leaf: self.event.leaf,
                header: self.event.header,
                sections: self.event.sections
            ),
            columns: self.columns
        )
    }
}

extension EventHeader {
    /// The header with some parts replaced.
    func with(
        id: EventID? = nil,
        tenant: TenantID? = nil,
        kind: Event.Kind? = nil,
        occurredAt: Timestamp? = nil,
        action: Action? = nil,
        outcome: Event.Outcome? = nil
    ) -> EventHeader {
        EventHeader(
            id: id ?? self.id,
            tenant: tenant ?? self.tenant,
            kind: kind ?? self.kind,
            occurredAt: occurredAt ?? self.occurredAt,
            action: action ?? self.action,
            outcome: outcome ?? self.outcome
        )
    }
}
