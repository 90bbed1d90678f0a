import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// Every documented filter on every list that has the field, against what event JSON says.
@Suite struct ListFilterTests {
    /// A store with a demo history and invented events, and all of them as event JSON, by id.
    private struct Filled: Sendable {
        let test: TestStore
        let store: SQLiteEventStore
        let events: [JSON]

        init() async throws {
            self.test = try TestStore()
            self.store = try await self.test.open()
            let history = DemoHistory(events: 2_500, days: 5, seed: 4, until: TestStore.noon)
            let drafts = try history.map { draft in
                let event = try Event(draft, tenant: .default, now: TestStore.noon)
                return EncodedEvent(event, stated: .all)
            }
            _ = try await self.store.append(AppendRequest(drafts))
            try await self.store.fill(800, seed: 5)
            let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: 10_000)
            var writer = EventJSONWriter()
            self.events = try await self.store.entries(request).entries.map { entry in
                var bytes: [UInt8] = []
                writer.append(entry.event, to: &bytes)
                return try CanonicalJSON(parsing: bytes).value
            }
        }

        /// The ids that a list gives, over all pages.
        func ids(_ kind: Event.Kind?, _ name: String, _ value: String) async throws -> Set<String> {
            var query = try EventListRequest(
                parameters: [(name, value)],
                kind: kind,
                tenant: .default,
                now: TestStore.noon
            ).query
            query.limit = 1_000
            var ids: Set<String> = []
            repeat {
                let page = try await self.store.page(query)
                ids.formUnion(page.events.map(\.header.id.description))
                query.cursor = page.next
            } while query.cursor != nil
            return ids
        }

        /// The ids of the events of `kind` that pass `test`.
        func expected(_ kind: Event.Kind?, _ test: (JSON) -> Bool) -> Set<String> {
            Set(
                self.events.lazy
                    .filter { kind == nil || $0["kind"] == .string(kind?.rawValue ?? "") }
                    .filter(test)
                    .compactMap { if case .string(let id) = $0["id"] { id } else { nil } }
            )
        }
    }

    @Test func `gives exactly the events whose fields say so`() async throws {
        let filled = try await Filled()
        var telling: Set<String> = []
        for filter in ListFilter.all {
            for kind in filter.lists {
                let events = filled.events.filter { event in
                    kind == nil || event["kind"] == .string(kind?.rawValue ?? "")
                }
                for value in filter.samples(events) {
                    let expected = filled.expected(kind) { filter.passes($0, value) }
                    let found = try await filled.ids(kind, filter.name, value)
                    let list = kind?.rawValue ?? "all"
                    #expect(found == expected, "\(filter.name)=\(value) on \(list)")
                    if !expected.isEmpty, expected.count < events.count {
                        telling.insert(filter.name)
                    }
                }
            }
        }
        #expect(telling == Set(ListFilter.all.map(\.name)), "each filter tells some events apart")
    }

    @Test func `keeps to times`() async throws {
        let filled = try await Filled()
        func time(_ event: JSON) -> Timestamp? {
            if case .string(let text) = event["datetime"] {
                Timestamp(dateOrDateTime: text)
            } else {
                nil
            }
        }
        let from = TestStore.noon.advanced(by: .seconds(-7_200))
        for kind in Event.Kind.allCases + [nil] {
            let later = filled.expected(kind) { time($0).map { $0 >= from } ?? false }
            let earlier = filled.expected(kind) { time($0).map { $0 <= from } ?? false }
            #expect(try await filled.ids(kind, "date_from", from.description) == later)
            #expect(try await filled.ids(kind, "date_to", from.description) == earlier)
            #expect(try await filled.ids(kind, "last_hours", "2") == later)
        }
        for kind in Event.Kind.allCases {
            let wanted = filled.expected(kind) { _ in true }
            #expect(try await filled.ids(nil, "kind", kind.rawValue) == wanted)
        }
        let network = filled.expected(nil) { event in
            if case .string(let ip) = event["remote_ip"] { ip.hasPrefix("192.0.2.") } else { false }
        }
        #expect(try await filled.ids(nil, "remote_ip", "192.0.2.0/24") == network)
    }

    @Test func `leaves no parameter out`() {
        let paging: Set = [
            "date_from", "date_to", "last_hours", "ordering", "page_size", "page", "cursor",
            "tenant_id", "kind", "kind__in", "search",
        ]
        for kind in Event.Kind.allCases + [nil] {
            let known = Set(
                QueryParameter.all.filter { $0.exists(on: kind) }.flatMap(\.names)
            ).subtracting(paging)
            let described = Set(ListFilter.all.filter { $0.lists.contains(kind) }.map(\.name))
            let onTimeline: Set = ["content_type", "origin", "origin__icontains"]
            #expect(described == (kind == nil ? known.subtracting(onTimeline) : known))
        }
    }
}
