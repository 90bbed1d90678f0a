import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct RetentionRunnerTests {
    /// REFERENCE 13, defect 51.
    @Test func `a tenant's policy removes that tenant's events, and nobody else's`() async throws {
        let bench = try RetentionBench()
        let acme = try TenantID("acme")
        try await bench.record(days: 10)
        try await bench.record(days: 10, tenant: acme)
        let policy = try await bench.addPolicy("acme", tenant: acme, days: 4)
        let reports = try await bench.runner().run(.daily)
        #expect(reports.map(\.count) == [7 * 5, 0])
        #expect(await bench.left(acme).values.allSatisfy { $0 == 5 })
        #expect(await bench.left().values.allSatisfy { $0 == 10 })
        let stored = try #require(await bench.store.policies().first)
        #expect(stored.history.lastRun == RetentionBench.noon)
        #expect(stored.history.deleted == 35)
        #expect(stored.history.updatedAt == policy.history.updatedAt)
        #expect(try await bench.findings(acme) == [])
    }

    /// REFERENCE 13, defect 52.
    @Test func `default days hold for what no policy is for`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 10)
        try await bench.addPolicy("logins", kind: .login, days: 8)
        try await bench.addPolicy("pages for ever", kind: .page, days: 36_500)
        try await bench.addPolicy("off", kind: .cors, days: 1, isActive: false)
        let report = try await bench.runner(defaultDays: 3).run(.daily, tenant: .default)
        #expect(report.parts.count == 3)
        let left = await bench.left()
        #expect(left[.login] == 9 && left[.page] == 10)
        for kind in [Event.Kind.action, .crud, .request, .cors, .system] {
            #expect(left[kind] == 4)
        }
        #expect(try await bench.findings() == [])
    }

    /// REFERENCE 13, defect 19.
    @Test func `a run leaves one sealed record for each rule: by whom, why, how much and which`()
        async throws
    {
        let bench = try RetentionBench()
        try await bench.record(days: 10)
        try await bench.addPolicy("short", days: 2)
        _ = try await bench.runner().run(.daily, tenant: .default)
        let records = await bench.records()
        let facts = try #require(records.first)
        #expect(records.count == 1)
        #expect(facts["policy"] == "short")
        #expect(facts["reason"] == "retention policy short: 2 days")
        #expect(facts["cutoff"] == "2026-02-27T12:00:00.000000Z")
        #expect(facts["count"] == 49)
        #expect(facts["first_index"] == 0 && facts["last_index"] == 48)
        #expect(facts["extent"] == ["row"])
        guard case .object(let kinds) = facts["kinds"] else { return #expect(Bool(false)) }
        #expect(kinds.count == 7 && kinds.values.allSatisfy { $0 == 7 })
        let list = try #require(await bench.store.removals(of: .default).first)
        #expect(facts["sha256"] == .string(Hash.sha256(list.list).hex))
        _ = try await bench.runner().run(.daily, tenant: .default)
        #expect(await bench.records().count == 1, "a run that removes nothing leaves no record")
    }

    @Test func `takes so many at a time, each under its own record`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 10)
        let report = try await bench.runner(defaultDays: 1, limit: 25)
            .run(.daily, tenant: .default)
        #expect(report.count == 56)
        #expect(report.parts.first?.records.count == 3)
        #expect(await bench.records().map { $0["count"] } == [25, 25, 6])
        #expect(try await bench.findings() == [])
    }

    @Test func `a policy that another one overrules removes nothing`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 10)
        let short = try await bench.addPolicy("all", days: 1)
        try await bench.addPolicy("logins", kind: .login, days: 36_500)
        var order = RetentionOrder.daily
        order.policy = short.id
        let report = try await bench.runner(defaultDays: 1).run(order, tenant: .default)
        #expect(report.count == 6 * 8)
        #expect(await bench.left()[.login] == 10)
    }

    @Test func `counts what would go`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 10)
        var order = RetentionOrder(actor: Event.Actor(type: .user, id: "ada", isVerified: true))
        order.rule = RetentionRule(kinds: [.login, .page], days: 6, source: .order)
        order.isDryRun = true
        let report = try await bench.runner(defaultDays: 1).run(order, tenant: .default)
        #expect(report.parts.first?.kinds == [.login: 3, .page: 3])
        #expect(await bench.events().count == 70)
    }

    @Test func `leaves what is held`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 10)
        let hold = LegalHold(
            id: EventID.random(at: RetentionBench.noon),
            tenant: .default,
            filters: ["kind": "login,page"],
            reason: "case",
            createdBy: "ada",
            createdAt: RetentionBench.noon
        )
        await bench.store.add(hold)
        let report = try await bench.runner(defaultDays: 5, limit: 7)
            .run(.daily, tenant: .default)
        #expect(report.count == 5 * 4)
        #expect(report.held == 8)
        #expect(await bench.left()[.login] == 10)
    }

    @Test func `what is wrong with one ledger does not keep the others' events`() async throws {
        let bench = try RetentionBench()
        let acme = try TenantID("acme")
        try await bench.record(days: 4)
        try await bench.record(days: 4, tenant: acme)
        let hold = LegalHold(
            id: EventID.random(at: RetentionBench.noon),
            tenant: acme,
            filters: ["no-such-filter": "x"],
            reason: "case",
            createdBy: "ada",
            createdAt: RetentionBench.noon
        )
        await bench.store.add(hold)
        await #expect(throws: TrailError.self) {
            try await bench.runner(defaultDays: 1).run(.daily)
        }
        #expect(await bench.left(acme)[.page] == 4)
        #expect(await bench.left()[.page] == 2)
    }

    @Test func `goes through a ledger once at a time`() async throws {
        struct Waiting: RemovalArchive {
            let entered: AsyncStream<Void>.Continuation
            let release: AsyncStream<Void>

            func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt {
                self.entered.finish()
                for await _ in self.release {}
                return ArchiveReceipt(name: "copy", hash: .sha256([]))
            }

            func settle(_ copy: ArchiveReceipt, as fate: ArchiveFate) {}
            func removeLeftovers(of tenant: TenantID) {}
        }
        let bench = try RetentionBench()
        try await bench.record(days: 3)
        let (entered, enter) = AsyncStream<Void>.makeStream()
        let (release, leave) = AsyncStream<Void>.makeStream()
        let runner = bench.runner(
            defaultDays: 1,
            archive: Waiting(entered: enter, release: release)
        )
        async let first = runner.run(.daily, tenant: .default)
        for await _ in entered {}
        do {
            _ = try await runner.run(.daily, tenant: .default)
            Issue.record("a second run began")
        } catch let error as TrailError {
            #expect(error.code == .underWay)
        }
        leave.finish()
        #expect(try await first.count == 7)
        #expect(try await runner.run(.daily, tenant: .default).count == 0)
    }
}
