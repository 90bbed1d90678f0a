import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// What somebody who can write to the file may do, and what verification says of it.
@Suite struct TamperingTests {
    /// Fills a store, changes it behind its back, and verifies it.
    private func findings(
        after sql: String,
        _ prepare: (SQLiteEventStore) async throws -> Void = { _ in }
    ) async throws -> [VerificationFinding] {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(600)
        try await prepare(store)
        try test.tamper(sql)
        return try await test.findings(store)
    }

    @Test(arguments: [
        "occurred_at = occurred_at + 1", "recorded_at = recorded_at + 1", "action = 'other.action'",
        "action = 'Not an action'", "kind = (kind + 1) % 7", "kind = 99",
        "outcome = (outcome + 1) % 3", "outcome = -1", "id = zeroblob(16)", "id = x'00'",
        "what = replace(what, '{', '{\"x\":1,')", "what = NULL", "salts = zeroblob(length(salts))",
        "salts = x''", "who = '{\"id\":\"mallory\"}'", "erased = x'6f00'",
        "erased = CAST('a' || hex(zeroblob(16)) AS BLOB)",
    ])
    func `names the row whose sealed columns were changed`(change: String) async throws {
        let findings = try await self.findings(after: "UPDATE event SET \(change) WHERE idx = 300")
        #expect(findings.contains { $0.index == 300 && $0.what == .edited }, "\(findings)")
    }

    @Test(arguments: [
        ("time", "time + 1"), ("problem", "1 - problem"), ("actor", "'mallory'"),
        ("ip", "'192.0.2.66'"), ("target", "'x'"), ("username", "'mallory'"), ("status", "299"),
        ("duration", "7"),
    ])
    func `names the column that was changed`(column: String, value: String) async throws {
        let findings = try await self.findings(
            after: "UPDATE event SET \(column) = \(value) WHERE idx = 300"
        )
        #expect(findings.map(\.what) == [.editedColumn(column)])
        #expect(findings.map(\.index) == [300])
    }

    @Test func `names rows that were deleted`() async throws {
        let findings = try await self.findings(after: "DELETE FROM event WHERE idx IN (17, 300)")
        #expect(findings.map(\.index) == [17, 300])
        #expect(findings.map(\.what) == [.missing, .missing])
    }

    @Test func `says from where on the tail is gone`() async throws {
        let findings = try await self.findings(after: "DELETE FROM event WHERE idx >= 590")
        #expect(findings.contains { $0.index == 590 && $0.what == .truncated }, "\(findings)")
    }

    @Test func `names a row that was inserted behind the head`() async throws {
        let findings = try await self.findings(after: OpeningTests.copyRow(to: 600))
        #expect(findings.contains { $0.index == 600 && $0.what == .inserted }, "\(findings)")
    }

    @Test func `names rows that changed places`() async throws {
        let findings = try await self.findings(
            after: """
                UPDATE event SET idx = -1 WHERE idx = 100;
                UPDATE event SET idx = 100 WHERE idx = 200;
                UPDATE event SET idx = 200 WHERE idx = -1;
                """
        )
        #expect(findings.contains { $0.what == .reordered(belongsAt: 200) }, "\(findings)")
        #expect(findings.contains { $0.what == .reordered(belongsAt: 100) }, "\(findings)")
    }

    @Test func `names a removal that no sealed event commits to`() async throws {
        var list = RemovalList()
        list.append(5..<9, .row)
        let hex = list.bytes.map { String($0, radix: 16).leftPadded }.joined()
        let findings = try await self.findings(
            after: """
                INSERT INTO removal SELECT no, 599, x'\(hex)', 0 FROM tenant;
                DELETE FROM event WHERE idx BETWEEN 5 AND 8;
                """
        )
        #expect(findings.contains { $0.index == 599 && $0.what == .forgedRemoval }, "\(findings)")
        #expect(findings.filter { $0.what == .missing }.map(\.index) == [5, 6, 7, 8])
    }

    @Test func `names a tile that was changed or is gone`() async throws {
        let changed = try await self.findings(
            after: "UPDATE tile SET hashes = zeroblob(8192) WHERE level = 0 AND idx = 1"
        )
        #expect(changed.map(\.what) == [.treeDamaged(level: 0, tile: 1)])
        let gone = try await self.findings(after: "DELETE FROM tile WHERE level = 0 AND idx = 1")
        #expect(gone.contains { $0.what == .treeDamaged(level: 0, tile: 1) }, "\(gone)")
        let short = try await self.findings(
            after: "UPDATE tile SET hashes = x'00' WHERE level = 0 AND idx = 1"
        )
        #expect(short.contains { $0.what == .treeDamaged(level: 0, tile: 1) }, "\(short)")
    }

    @Test(arguments: [
        ("DELETE FROM segment", "segment 0 has 600 events, not 0"),
        ("UPDATE segment SET events = events - 1", "segment 0 has 600 events, not 599"),
        ("UPDATE segment SET last_time = first_time", "segment 0 has events of other times"),
        ("INSERT INTO segment SELECT no, 77, 5, 0, 1, 0, 0 FROM tenant", "segment 77 has 0 events"),
        ("DELETE FROM rollup", "events, not 0, of kind"),
        ("UPDATE rollup SET count = count + 1 WHERE rowid = 1", "events, not"),
        ("UPDATE rollup SET duration_sum = duration_sum + 1", "the hour of"),
        ("UPDATE rollup SET hour = hour - 1", "the hour of"),
        ("UPDATE event SET seq = seq + 10000000 WHERE idx = 42", "misplaced"),
    ])
    func `finds figures that were changed, or rows moved to where no list looks`(
        sql: String,
        finding: String
    ) async throws {
        let sql = sql.replacing(
            "WHERE rowid = 1",
            with: "WHERE kind = (SELECT min(kind) FROM rollup)"
        )
        let findings = try await self.findings(after: sql)
        #expect(!findings.isEmpty)
        #expect(findings.contains { $0.description.contains(finding) }, "\(findings)")
    }

    @Test func `finds a row that was inserted in front of the ledger`() async throws {
        let findings = try await self.findings(
            after: OpeningTests.copyRow(to: -7)
        )
        #expect(findings.contains { $0.index == nil && $0.what == .inserted }, "\(findings)")
    }

    @Test func `finds figures right while events are appended and removed`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(400)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for seed in 0..<20 { try await store.fill(50, seed: UInt64(seed) + 10) }
            }
            group.addTask {
                for _ in 0..<5 {
                    let findings = try await store.checkFigures(of: .default)
                    #expect(findings.isEmpty, "\(findings)")
                }
            }
            try await group.waitForAll()
        }
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `shows an unreadable row on a page, and no longer under its kind`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(20)
        try test.tamper("UPDATE event SET action = 'Not an action' WHERE idx = 7")
        let page = try await store.page(EventQuery(tenant: .default, order: .ledger))
        #expect(page.events.count == 20)
        #expect(page.events[7].header.action.name == "store.unreadable_row")
        #expect(page.events[7].leaf != LeafData.hash(of: page.events[7]))
    }
}

extension String {
    fileprivate var leftPadded: String { self.count == 1 ? "0" + self : self }
}
