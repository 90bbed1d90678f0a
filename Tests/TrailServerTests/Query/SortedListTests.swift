import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct SortedListTests {
    /// A list with its orderings, and the field of event JSON that each goes by.
    private static let orderings: [(list: String, ordering: String, field: String)] = [
        ("crud", "event_type", "event_type"), ("crud", "object_id", "object_id"),
        ("login", "login_type", "login_type"), ("login", "username", "username"),
        ("request", "method", "method"), ("request", "response_status", "response_status"),
        ("request", "response_time_ms", "response_time_ms"), ("cors", "method", "method"),
        ("cors", "allowed", "allowed"), ("system", "category", "category"),
        ("page", "remote_ip", "ip_address"), ("action", "status", "status"),
    ]

    /// What a value of event JSON sorts by; `nil` for none.
    private static func key(_ value: JSON) -> (Double, [UInt8])? {
        switch value {
        case .integer(let number): (Double(number), [])
        case .double(let number): (number, [])
        case .bool(let flag): (flag ? 1 : 0, [])
        case .string(let text): (0, Array(text.utf8))
        default: nil
        }
    }

    private static func isBefore(_ one: JSON, _ other: JSON, _ isDescending: Bool) -> Bool {
        guard let one = Self.key(one) else { return false }
        guard let other = Self.key(other) else { return true }
        let (first, second) = isDescending ? (other, one) : (one, other)
        return first.0 != second.0
            ? first.0 < second.0 : first.1.lexicographicallyPrecedes(second.1)
    }

    @Test(arguments: Self.orderings, [false, true])
    func `sorts by a field, page by page, in both directions`(
        ordering: (list: String, ordering: String, field: String),
        isDescending: Bool
    ) async throws {
        let server = try TestServer()
        try await server.fill(300)
        let token = try await server.token([.read])
        let path = "/api/activity/\(ordering.list)-events/?page_size="
        let whole = try await server.get(path + "1000", token: token).json["results"].elements
        // Stable, so that what is equal keeps the order of the list: the latest first.
        let expected = whole.enumerated().sorted { one, other in
            let (first, second) = (one.element[ordering.field], other.element[ordering.field])
            if Self.isBefore(first, second, isDescending) { return true }
            if Self.isBefore(second, first, isDescending) { return false }
            return one.offset < other.offset
        }.compactMap { $0.element["id"].text }
        #expect(expected.count > 5)
        let sorted = path + "4&ordering=\(isDescending ? "-" : "")\(ordering.ordering)"
        #expect(try await server.walk(sorted, token: token) == expected)

        let second = try await server.get(sorted + "&page=2", token: token)
        #expect(second.ids == Array(expected.dropFirst(4).prefix(4)))
        let previous = try #require(second.json["previous"].text)
        let first = try await server.get(TestServer.local(previous), token: token)
        #expect(first.ids == Array(expected.prefix(4)))
        #expect(first.json["previous"] == .null)
        let beyond = try await server.get(sorted + "&page=200", token: token)
        #expect(beyond.status == 404)
    }

    @Test func `stays the same while events arrive`() async throws {
        let server = try TestServer()
        try await server.fill(100)
        let token = try await server.token([.read])
        let path = "/api/activity/request-events/?page_size=3&ordering=method"
        let expected = try await server.walk(path, token: token)
        let first = try await server.get(path, token: token)
        try await server.fill(50, seed: 99)
        let next = try #require(first.json["next"].text)
        let rest = try await server.walk(TestServer.local(next), token: token)
        #expect(first.ids + rest == expected)
    }

    @Test func `says when the event of a cursor has gone`() async throws {
        let server = try TestServer()
        try await server.fill(60)
        let token = try await server.token([.read])
        let first = try await server.get(
            "/api/activity/request-events/?page_size=1&ordering=method",
            token: token
        )
        _ = try await server.store.remove(
            RemovalRequest(
                tenant: .default,
                query: EventQuery(tenant: .default, kinds: [.request]),
                extent: .rows,
                actor: Event.Actor(type: .user, id: "dpo", isVerified: true),
                reason: "retention"
            )
        )
        let next = try #require(first.json["next"].text)
        let answer = try await server.get(TestServer.local(next), token: token)
        #expect(answer.status == 400)
        #expect(answer.errors["cursor"] == EventCursorError.lostPlace.description)
    }

    @Test func `sorts no more than it can`() async throws {
        let server = try TestServer()
        try await server.fill(1)
        let event = try #require(await server.events().first)
        for perPage in [0, 1_000] {
            let store = EndlessStore(server.store, Array(repeating: event, count: perPage))
            let query = EventQuery(tenant: .default)
            let problem = await #expect(throws: Problem.self) {
                try await SortedList(query, by: EventSort(.method), in: store)
            }
            #expect(problem?.errors.map(\.field) == ["ordering"])
            #expect(store.pages <= SortedList.mostSteps)
        }
    }
}
