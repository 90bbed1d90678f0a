import Foundation
import Testing
import Trail
import TrailSQL

@testable import TrailSQLite

/// What leads to the events of each filter: the table in docs/queries.md, and what SQLite makes of
/// it.
@Suite struct FilterPlanTests {
    /// A value for each parameter that filters.
    private static let values: [(name: String, value: String)] = [
        ("date_from", "2026-11-21"), ("date_to", "2026-11-21"), ("last_hours", "24"),
        ("kind", "login"), ("kind__in", "login,crud"), ("user", "7"), ("user_id", "7"),
        ("remote_ip", "192.0.2.1"), ("remote_ip", "192.0.2.0/24"), ("remote_ip__icontains", "192"),
        ("country", "Austria"), ("country__icontains", "aus"), ("city", "Wien"),
        ("city__icontains", "wie"), ("action", "order.create"), ("outcome", "success"),
        ("outcome", "failure"), ("session", "s1"), ("request_id", "r"), ("trace_id", "t"),
        ("object_id", "7"), ("object_id__icontains", "7"), ("content_type", "order"),
        ("method", "GET"), ("method__in", "GET,PUT"), ("url", "/a"), ("url__icontains", "a"),
        ("response_status", "200"), ("response_status", "404"), ("response_status__in", "200,404"),
        ("response_status__in", "404,500"), ("response_status__gte", "200"),
        ("response_status__gte", "400"), ("response_status__lte", "399"),
        ("origin", "https://a.example"), ("origin__icontains", "a"), ("allowed", "true"),
        ("path", "/a"), ("path__icontains", "a"), ("action_type", "Read"), ("status", "Failed"),
        ("event_type", "1"), ("event_type__in", "1,2"), ("login_type", "2"),
        ("login_type__in", "1,2"), ("username", "ada"), ("username__icontains", "ad"),
        ("severity", "ERROR"), ("severity__in", "ERROR,CRITICAL"), ("category", "server"),
        ("category__in", "a,b"), ("event_name", "x"), ("event_name__icontains", "x"),
        ("source__icontains", "x"),
    ]

    private static func plan(_ name: String, _ value: String) throws -> QueryPlan {
        let kinds: [Event.Kind?] = [nil] + Event.Kind.allCases
        let kind = kinds.first { kind in
            QueryParameter.all.contains { $0.exists(on: kind) && $0.names.contains(name) }
        }
        let request = try EventListRequest(
            parameters: [(name, value)],
            kind: kind ?? nil,
            tenant: .default,
            now: TestStore.noon
        )
        return QueryPlan(request.query)
    }

    @Test(arguments: Self.values)
    func `is led to by an index`(name: String, value: String) async throws {
        let driver = try Self.plan(name, value).driver
        let test = try TestStore()
        let store = try await test.open()
        for order in ScanOrder.allCases {
            let sql = CandidateSQL(driver, order: order).text
            let steps = try await store.read { database in
                let statement = try RawStatement("EXPLAIN QUERY PLAN \(sql)", database)
                var steps: [String] = []
                while try statement.step() { steps.append(statement.text(3)) }
                return steps
            }
            let searches = steps.filter { $0.hasPrefix("SEARCH") || $0.hasPrefix("SCAN") }
            #expect(searches.count == driver.armCount)
            for search in searches {
                #expect(search.hasPrefix("SEARCH event USING"))
                #expect(search.contains("INDEX \(driver.indexName) (<expr>=? AND tenant=?"))
            }
        }
    }

    @Test func `has its line in the table of the documents`() throws {
        let lines = try Self.values.map { name, value in
            let plan = try Self.plan(name, value)
            let work = plan.isCovering ? "no more than the page" : "rows, up to the scan budget"
            return "| `\(name)=\(value)` | `\(plan.driver.indexName)` | \(work) |"
        }
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../docs/queries.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let documented = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
        if ProcessInfo.processInfo.environment["TRAIL_RECORD_GOLDEN"] != nil, lines != documented {
            var rest = text.split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init
            )
            let place = try #require(rest.firstIndex { $0.hasPrefix("| `") })
            rest.removeAll { $0.hasPrefix("| `") }
            rest.insert(contentsOf: lines, at: place)
            try rest.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(lines == documented)
    }

    @Test func `names every parameter that filters`() {
        let paging: Set = ["ordering", "page_size", "page", "cursor", "tenant_id", "search"]
        let known = Set(QueryParameter.all.flatMap(\.names)).subtracting(paging)
        #expect(Set(Self.values.map(\.name)) == known)
    }
}
