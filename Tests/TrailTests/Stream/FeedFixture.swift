import MerkleLog
import Trail
import TrailTesting

@testable import Trail

/// Events in a ledger, and questions about them.
struct FeedFixture {
    static let now = Timestamp(microseconds: 1_795_228_720_118_744)

    let clock: ManualClock
    let store: InMemoryEventStore
    var samples: SampleEvents

    init(seed: UInt64 = 3) throws {
        self.clock = ManualClock(Self.now)
        let key = try LedgerKey.generate(name: "trail.example")
        let sealer = Sealer(
            key: key,
            serverName: "trail.example",
            clock: self.clock,
            memory: nil
        )
        self.store = InMemoryEventStore(sealer: sealer, clock: self.clock)
        self.samples = SampleEvents(seed: seed, time: Self.now)
    }

    /// Stores some events.
    mutating func append(_ count: Int, tenant: TenantID = .default) async throws {
        let events = try self.samples.events(count, tenant: tenant)
        _ = try await self.store.append(AppendRequest(events))
    }

    /// All that is stored, in the order of the ledger.
    func events(tenant: TenantID = .default) async -> [SealedEvent] {
        let request = EntriesRequest(tenant: tenant, from: 0, upTo: .max, limit: .max)
        return await self.store.entries(request).entries.map(\.event)
    }

    /// Questions that some of the samples answer, one that all do, and one that none does.
    static func queries(_ events: [SealedEvent]) -> [EventQuery] {
        var queries = [
            EventQuery(tenant: .default),
            EventQuery(tenant: .default, kinds: [.login, .page]),
            EventQuery(tenant: .default, filters: [EventFilter(.action, .equals("no.such"))]),
            EventQuery(tenant: .default, filters: [EventFilter(.ip, .contains("1"))]),
            EventQuery(
                tenant: .default,
                filters: [EventFilter(.outcome, .oneOf(["failure", "denied"]))]
            ),
            EventQuery(
                tenant: .default,
                kinds: [.request],
                filters: [
                    EventFilter(.method, .oneOf(["GET", "POST"])),
                    EventFilter(.status, .numberBetween(300, 599)),
                ]
            ),
        ]
        let ids = Set(events.compactMap { EventField.actorID.text(of: $0) }).sorted {
            $0.lexicographicallyPrecedes($1)
        }
        for id in ids.prefix(3) {
            let text = String(decoding: id, as: UTF8.self)
            queries.append(
                EventQuery(
                    tenant: .default,
                    filters: [
                        EventFilter(.actorIsVerified, .flag(true)),
                        EventFilter(.actorID, .equals(text)),
                    ]
                )
            )
        }
        return queries
    }
}

extension FeedDelivery {
    /// The indices of the events in it.
    var indices: [UInt64] {
        guard case .events(let items) = self else { return [] }
        return items.map(\.index)
    }
}
