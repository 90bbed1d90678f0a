import MerkleLog
import Testing
import TrailTesting

@testable import Trail

/// What an intruder may do to a store, and what verification says of it.
@Suite struct LedgerVerifierTests {
    @Test func `finds nothing in an untouched ledger`() async throws {
        let bench = try await VerifierBench(events: 1_300)
        let report = try await bench.verify()
        #expect(report.isIntact)
        #expect(report.findings.isEmpty)
        #expect(report.checked == 1_300)
        #expect(report.size == 1_300)
        #expect(report.root == (await bench.store.head(of: .default))?.root)
    }

    @Test func `verifies an empty ledger`() async throws {
        let bench = try await VerifierBench(events: 0)
        let report = try await bench.verify()
        #expect(report.isIntact)
        #expect(report.root == .emptyTree)
    }

    @Test(arguments: [1, 2, 7])
    func `comes to the same with any number of workers`(workers: Int) async throws {
        let bench = try await VerifierBench(events: 9_000)
        await bench.store.tamper(with: .default) { $0.rows[5_000] = nil }
        var options = VerificationOptions()
        options.workers = workers
        let report = try await bench.verify(options)
        #expect(report.findings == [VerificationFinding(index: 5_000, what: .missing)])
        #expect(report.checked == 8_999)
    }

    @Test func `names an edited section`() async throws {
        for name in SectionName.allCases {
            let bench = try await VerifierBench(events: 300)
            let index = try await bench.index { $0.sections[name] != nil }
            try await bench.edit(index) { event in
                var sections = event.sections
                guard case .sealed(var text, let salt) = sections[name] else { return event }
                text[text.count - 2] ^= 1
                sections[name] = .sealed(text: text, salt: salt)
                return event.with(sections)
            }
            #expect(try await bench.findings() == [.init(index: index, what: .edited)])
        }
    }

    @Test func `names an edited salt`() async throws {
        let bench = try await VerifierBench(events: 300)
        try await bench.edit(17) { event in
            var sections = event.sections
            sections.what = sections.what?.text.map { .sealed(text: $0, salt: .random()) }
            return event.with(sections)
        }
        #expect(try await bench.findings() == [.init(index: 17, what: .edited)])
    }

    @Test func `names a section that was dropped or put in`() async throws {
        let bench = try await VerifierBench(events: 300)
        let with = try await bench.index { $0.sections.who != nil }
        let without = try await bench.index { $0.sections.who == nil }
        try await bench.edit(with) { $0.with(Sections(where: $0.sections.where)) }
        try await bench.edit(without) { event in
            var sections = event.sections
            sections.who = .sealed(text: Array("{}".utf8), salt: .random())
            return event.with(sections)
        }
        #expect(
            try await bench.findings()
                == [with, without].sorted().map { .init(index: $0, what: .edited) }
        )
    }

    @Test func `names every edited part of the header`() async throws {
        let bench = try await VerifierBench(events: 300)
        let edits: [@Sendable (EventHeader) throws -> EventHeader] = [
            { $0.with(id: .random(at: $0.occurredAt)) },
            { $0.with(occurredAt: $0.occurredAt.advanced(by: .microseconds(1))) },
            { $0.with(action: try Action("nothing.happened")) },
            { $0.with(outcome: $0.outcome == .success ? .denied : .success) },
            { $0.with(kind: $0.kind == .page ? .login : .page) },
            { $0.with(tenant: try TenantID("other")) },
        ]
        for (position, edit) in edits.enumerated() {
            try await bench.edit(UInt64(position * 10)) { event in
                SealedEvent(
                    index: event.index,
                    recordedAt: event.recordedAt,
                    leaf: event.leaf,
                    header: try edit(event.header),
                    sections: event.sections
                )
            }
        }
        let expected = edits.indices.map {
            VerificationFinding(index: UInt64($0 * 10), what: .edited)
        }
        #expect(try await bench.findings() == expected)
    }

    @Test func `names an edited time of recording`() async throws {
        let bench = try await VerifierBench(events: 300)
        try await bench.edit(100) { event in
            SealedEvent(
                index: event.index,
                recordedAt: event.recordedAt.advanced(by: .seconds(-3_600)),
                leaf: event.leaf,
                header: event.header,
                sections: event.sections
            )
        }
        #expect(
            try await bench.findings()
                == [.init(index: 100, what: .timeDisordered), .init(index: 100, what: .edited)]
        )
    }

    @Test func `names every edited column`() async throws {
        let bench = try await VerifierBench(events: 300)
        let edits: [(String, @Sendable (inout EventColumns) -> Void)] = [
            ("time", { $0.time += 1 }), ("actor", { $0.actor = "mallory" }),
            ("ip", { $0.ip = "203.0.113.5" }), ("target", { $0.target = "x" }),
            ("username", { $0.username = "mallory" }), ("status", { $0.status = 299 }),
            ("duration", { $0.duration = 1 }), ("problem", { $0.isProblem.toggle() }),
        ]
        for (position, (_, edit)) in edits.enumerated() {
            await bench.store.tamper(with: .default) { ledger in
                guard let entry = ledger.rows[position] else { return }
                var columns = entry.columns
                edit(&columns)
                ledger.rows[position] = LedgerEntry(event: entry.event, columns: columns)
            }
        }
        let expected = edits.indices.map {
            VerificationFinding(index: UInt64($0), what: .editedColumn(edits[$0].0))
        }
        #expect(try await bench.findings() == expected)
    }

    @Test func `names missing rows`() async throws {
        let bench = try await VerifierBench(events: 700)
        await bench.store.tamper(with: .default) { ledger in
            for index in [0, 255, 256, 257, 600] { ledger.rows[index] = nil }
        }
        #expect(
            try await bench.findings()
                == [0, 255, 256, 257, 600].map { .init(index: $0, what: .missing) }
        )
    }

    @Test func `names swapped rows`() async throws {
        let bench = try await VerifierBench(events: 9_000)
        await bench.store.tamper(with: .default) { $0.swap(3, 8_700) }
        #expect(
            try await bench.findings().filter { $0.what != .timeDisordered }
                == [
                    .init(index: 3, what: .reordered(belongsAt: 8_700)),
                    .init(index: 8_700, what: .reordered(belongsAt: 3)),
                ]
        )
    }

    @Test func `names a row moved over a deleted one`() async throws {
        let bench = try await VerifierBench(events: 300)
        await bench.store.tamper(with: .default) { ledger in
            ledger.rows[10] = ledger.rows[20]?.moved(to: 10)
            ledger.rows[20] = nil
        }
        #expect(
            try await bench.findings().filter { $0.what != .timeDisordered }
                == [
                    .init(index: 10, what: .reordered(belongsAt: 20)),
                    .init(index: 20, what: .missing),
                ]
        )
    }

    @Test func `names rows beyond the head`() async throws {
        let bench = try await VerifierBench(events: 300)
        await bench.store.tamper(with: .default) { ledger in
            ledger.rows.append(ledger.rows[7]?.moved(to: 300))
        }
        #expect(try await bench.findings() == [.init(index: 300, what: .inserted)])
    }

    @Test func `names a truncated tail`() async throws {
        let bench = try await VerifierBench(events: 700)
        await bench.store.tamper(with: .default) { $0.rows.removeLast(123) }
        #expect(try await bench.findings() == [.init(index: 577, what: .truncated)])
    }

    @Test func `bounds what it lists, not what it counts`() async throws {
        let bench = try await VerifierBench(events: 900)
        await bench.store.tamper(with: .default) { ledger in
            for index in 0..<800 { ledger.rows[index] = nil }
        }
        var options = VerificationOptions()
        options.findingLimit = 10
        let report = try await bench.verify(options)
        #expect(report.findingCount == 800)
        #expect(report.findings.map(\.index) == (0..<10).map { $0 })
    }

    @Test func `checks rows of the asked kinds only, and the whole tree`() async throws {
        let bench = try await VerifierBench(events: 500)
        let page = try await bench.index { $0.header.kind == .page }
        let login = try await bench.index { $0.header.kind == .login }
        for index in [page, login] {
            try await bench.edit(index) { $0.with(Sections(who: $0.sections.who)) }
        }
        var options = VerificationOptions()
        options.kinds = [.login]
        let report = try await bench.verify(options)
        #expect(report.findings.map(\.index) == [login])
        #expect(report.checked < 500)
        await bench.store.tamper(with: .default) { $0.damageTile(level: 0, index: 0) }
        #expect(try await bench.verify(options).findings.contains { $0.what == .rootMismatch })
    }
}
