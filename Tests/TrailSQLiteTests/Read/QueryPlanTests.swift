import Testing
import Trail
import TrailSQL

@testable import TrailSQLite

/// What SQLite makes of the statements.
@Suite struct QueryPlanTests {
    static let drivers: [QueryDriver] = [
        .kinds([.login]), .kinds(Event.Kind.allCases), .problems([.request]),
        .problems(Event.Kind.allCases), .slow, .actor(["a"]), .actor(["a", "b", "c"]), .ip(["a"]),
        .target(["a", "b"]), .username(["a"]),
    ]

    @Test(arguments: Self.drivers, ScanOrder.allCases)
    func `finds places through the driver's index alone`(
        driver: QueryDriver,
        order: ScanOrder
    ) async throws {
        let sql = CandidateSQL(driver, order: order).text
        let plan = try await self.plan(of: sql)
        let searches = plan.filter { $0.hasPrefix("SEARCH") || $0.hasPrefix("SCAN") }
        #expect(searches.count == driver.armCount, "\(plan)")
        for search in searches {
            // The rows of slow exchanges and problems are found in a partial index, whose
            // condition SQLite checks again in the row.
            #expect(search.hasPrefix("SEARCH event USING"), "\(search)")
            let index = "INDEX \(driver.indexName) (<expr>=? AND tenant=?"
            #expect(search.contains(index), "\(search)")
        }
        if order == .timeAscending || order == .timeDescending {
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
            #expect(searches.allSatisfy { $0.contains("time>? AND time<?") }, "\(plan)")
        }
    }

    @Test(arguments: Self.drivers)
    func `counts through the driver's index`(driver: QueryDriver) async throws {
        let plan = try await self.plan(of: CandidateSQL.counting(driver).text)
        let searches = plan.filter { $0.hasPrefix("SEARCH event") }
        #expect(searches.count == driver.armCount, "\(plan)")
        #expect(searches.allSatisfy { $0.contains(driver.indexName) }, "\(plan)")
    }

    @Test(arguments: [true, false])
    func `compares figures with the rows of one segment at a time`(withTexts: Bool) async throws {
        let plan = try await self.plan(of: FigureCheck.rowsOfSegment(withTexts: withTexts))
        #expect(plan == ["SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"])
    }

    @Test(arguments: EventIndex.allCases)
    func `compares an index segment by segment`(index: EventIndex) async throws {
        let plan = try await self.plan(of: index.entries)
        // The condition of these two is not among their columns.
        let way = [.problem, .slow].contains(index) ? "INDEX" : "COVERING INDEX"
        let search = "SEARCH event USING \(way) \(index.rawValue) (<expr>=? AND tenant=?"
        #expect(plan.count == 1 && plan[0].hasPrefix(search), "\(plan)")
    }

    @Test(arguments: LedgerIndex.allCases)
    func `compares an index of the ledger without a look at the rows`(
        index: LedgerIndex
    ) async throws {
        let plan = try await self.plan(of: index.entries(atMost: 10))
        let search = "SEARCH event USING COVERING INDEX \(index.rawValue) "
        #expect(plan.count == 1 && plan[0].hasPrefix(search), "\(plan)")
    }

    @Test(arguments: [true, false])
    func `reads rows for figures by kind and time, or by number`(withTexts: Bool) async throws {
        let kinds = FigureRows.Selection.inSegment([.login, .request])
        let sql = FigureRows.sql(kinds, withTexts: withTexts)
        let search = "SEARCH event USING INDEX event_kind "
        let terms = "(<expr>=? AND tenant=? AND kind=? AND time>? AND time<?)"
        #expect(try await self.plan(of: sql) == [search + terms])
        let extent = FigureRows.extentSQL([.login, .request])
        let covering = "SEARCH event USING COVERING INDEX event_kind "
        #expect(try await self.plan(of: extent) == [covering + terms])
        let byNumber = "SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
        for selection in [.inSequence, .inPart([.login, .request])] as [FigureRows.Selection] {
            let numbers = FigureRows.sql(selection, withTexts: withTexts)
            #expect(try await self.plan(of: numbers) == [byNumber])
        }
    }

    @Test func `finds what is left to be summed up without looking at what is not`() async throws {
        let sql = """
            SELECT tenant, number, revision, events FROM segment INDEXED BY segment_unsummarised
            WHERE summarised = 0 AND number < 5 ORDER BY number DESC LIMIT 1
            """
        let plan = try await self.plan(of: sql)
        #expect(plan == ["SEARCH segment USING INDEX segment_unsummarised (number<?)"])
        let small = try await self.plan(of: SummaryTable.smallParts)
        #expect(small == ["SEARCH segment USING INDEX segment_unsummarised (number=?)"])
        let newest = try await self.plan(of: SummaryTable.newestParts)
        #expect(newest.first == "SEARCH segment USING INDEX segment_unsummarised (number=?)")
        let crowded = try await self.plan(of: HourParts.crowded)
        let search = "SEARCH event USING COVERING INDEX event_kind "
        #expect(crowded.first == search + "(<expr>=? AND tenant=? AND kind=?)")
    }

    @Test func `reads rows that the search index lacks by their numbers`() async throws {
        let plan = try await self.plan(of: SearchCandidates.rowsOfGap)
        #expect(plan == ["SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"])
    }

    private func plan(of sql: String) async throws -> [String] {
        let test = try TestStore()
        let store = try await test.open()
        return try await store.read { database in
            let statement = try RawStatement("EXPLAIN QUERY PLAN \(sql)", database)
            var details: [String] = []
            while try statement.step() { details.append(statement.text(3)) }
            return details
        }
    }
}
