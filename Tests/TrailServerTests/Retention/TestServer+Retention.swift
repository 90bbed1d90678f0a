import HTTPTypes
import Trail
import TrailTesting

@testable import TrailServer

extension TestServer {
    /// Records an event of each kind on each of so many days; the last one is that of `end`.
    func record(
        days: Int,
        tenant: TenantID = .default,
        until end: Timestamp = Self.now
    ) async throws {
        var samples = SampleEvents(seed: UInt64(bitPattern: end.microseconds), time: end)
        for day in 0..<days {
            let now = end.advanced(by: .seconds(86_400 * (day + 1 - days)))
            self.clock.set(to: now)
            let events = try Event.Kind.allCases.map { kind in
                EncodedEvent(
                    try Event(samples.draft(kind), tenant: tenant, now: now),
                    stated: []
                )
            }
            _ = try await self.store.append(AppendRequest(events))
        }
    }

    /// Signs in a user who manages retention, and may read nothing.
    func manager(_ name: String = "grace", tenant: TenantID = .default) async throws -> HTTPFields {
        try await self.cookie(of: try await self.addUser(name, [.manageRetention], tenant: tenant))
    }

    /// Signs in a superuser.
    func superuser(_ name: String = "root") async throws -> HTTPFields {
        try await self.cookie(of: try await self.addUser(name, isSuperuser: true))
    }

    /// How many events of each kind there are, without what says what was done to the set-up.
    func left(_ tenant: TenantID = .default) async -> [Event.Kind: Int] {
        let events = await self.events(of: tenant).filter {
            !$0.header.action.name.hasPrefix("retention.")
        }
        return Dictionary(grouping: events, by: \.header.kind).mapValues(\.count)
    }

    /// The actions that say what was done to retention, in ledger order.
    func retentionActions(_ tenant: TenantID = .default) async -> [String] {
        await self.events(of: tenant).map(\.header.action.name)
            .filter { $0.hasPrefix("retention.") }
    }

    /// What verification finds.
    func findings(_ tenant: TenantID = .default) async throws -> [VerificationFinding] {
        try await LedgerVerifier(
            ledger: self.store,
            serverName: "trail.example",
            keys: self.backend.ledgerKeys ?? []
        ).verify(tenant).findings
    }
}
