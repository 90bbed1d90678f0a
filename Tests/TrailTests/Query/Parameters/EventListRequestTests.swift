import Testing
import Trail

@Suite struct EventListRequestTests {
    private static let now = Timestamp(microseconds: 1_795_228_720_000_000)

    private func request(
        _ kind: Event.Kind?,
        _ parameters: [(name: String, value: String)]
    ) throws(ParameterErrors) -> EventListRequest {
        try EventListRequest(
            parameters: parameters,
            kind: kind,
            tenant: .default,
            now: Self.now
        )
    }

    private func filters(_ kind: Event.Kind?, _ name: String, _ value: String) throws
        -> [EventFilter]
    {
        try self.request(kind, [(name, value)]).query.filters
    }

    /// The message about the only parameter.
    private func refusal(_ kind: Event.Kind?, _ name: String, _ value: String) -> String? {
        do {
            _ = try self.request(kind, [(name, value)])
            return nil
        } catch {
            return error.errors.first?.message
        }
    }

    @Test func `asks for all events of a kind unless told otherwise`() throws {
        let request = try self.request(.login, [])
        #expect(request.query == EventQuery(tenant: .default, kinds: [.login]))
        #expect(request.page == nil)
        #expect(try self.request(nil, []).query == EventQuery(tenant: .default))
    }

    @Test(
        arguments: [
            (.crud, "event_type", "create", .eventType, .numberIn([1])),
            (.crud, "event_type", "3", .eventType, .numberIn([3])),
            (.crud, "event_type", "Many-to-Many Change", .eventType, .numberIn([4])),
            (.crud, "event_type__in", "link,unlink,2", .eventType, .numberIn([6, 8, 2])),
            (.crud, "object_id", "a,b", .targetID, .equals("a,b")),
            (.crud, "object_id__icontains", "7", .targetID, .contains("7")),
            (.crud, "content_type", "order", .model, .equals("order")),
            (.action, "content_type", "order", .targetType, .equals("order")),
            (nil, "content_type", "order", .targetType, .equals("order")),
            (.action, "action_type", "login_failed", .actionType, .equals("Login Failed")),
            (.action, "status", "FAILED", .actionStatus, .equals("Failed")),
            (.login, "login_type", "failed", .loginType, .numberIn([2])),
            (.login, "login_type", "0", .loginType, .numberIn([0])),
            (.login, "login_type__in", "Failed login,4", .loginType, .numberIn([2, 4])),
            (.login, "username", "Zoë", .username, .equals("Zoë")),
            (.login, "username__icontains", "z", .username, .contains("z")),
            (.request, "method", "post", .method, .equals("POST")),
            (.request, "method", "Purge", .method, .equals("Purge")),
            (.cors, "method__in", "get,POST", .method, .oneOf(["GET", "POST"])),
            (.request, "url", "/a?b", .url, .equals("/a?b")),
            (.cors, "url__icontains", "/a", .url, .contains("/a")),
            (.request, "response_status", "404", .status, .numberIn([404])),
            (.request, "response_status__in", "404,500", .status, .numberIn([404, 500])),
            (.request, "response_status__gte", "400", .status, .numberBetween(400, .max)),
            (nil, "response_status__lte", "399", .status, .numberBetween(.min, 399)),
            (.cors, "origin", "https://a.example", .origin, .equals("https://a.example")),
            (.cors, "origin__icontains", "a.ex", .origin, .contains("a.ex")),
            (.cors, "allowed", "false", .allowed, .flag(false)),
            (.page, "path", "/x", .path, .equals("/x")),
            (.page, "path__icontains", "x", .path, .contains("x")),
            (.system, "severity", "critical", .severity, .equals("CRITICAL")),
            (.system, "severity__in", "error,CRITICAL", .severity, .oneOf(["ERROR", "CRITICAL"])),
            (.system, "category", "security", .category, .equals("security")),
            (.system, "category__in", "a,b", .category, .oneOf(["a", "b"])),
            (.system, "event_name", "x", .eventName, .equals("x")),
            (.system, "event_name__icontains", "x", .eventName, .contains("x")),
            (.system, "source__icontains", "x", .source, .contains("x")),
            (.page, "country", "Germany", .country, .equals("Germany")),
            (.page, "country__icontains", "ger", .country, .contains("ger")),
            (.crud, "city", "Berlin", .city, .equals("Berlin")),
            (.crud, "city__icontains", "ber", .city, .contains("ber")),
            (.crud, "remote_ip", "192.0.2.1", .ip, .equals("192.0.2.1")),
            (.crud, "remote_ip", "2001:DB8:0::1", .ip, .equals("2001:db8::1")),
            (.crud, "remote_ip", "::ffff:192.0.2.1", .ip, .equals("192.0.2.1")),
            (.crud, "remote_ip__icontains", "192.", .ip, .contains("192.")),
            (.crud, "action", "order.create", .action, .equals("order.create")),
            (.crud, "outcome", "Denied", .outcome, .equals("denied")),
            (.crud, "session", "s", .session, .equals("s")),
            (.crud, "request_id", "r", .requestID, .equals("r")),
            (.crud, "trace_id", "t", .traceID, .equals("t")),
        ] as [(Event.Kind?, String, String, EventField, EventFilter.Test)]
    )
    func `turns a parameter into a filter`(
        kind: Event.Kind?,
        name: String,
        value: String,
        field: EventField,
        test: EventFilter.Test
    ) throws {
        #expect(try self.filters(kind, name, value) == [EventFilter(field, test)])
    }

    @Test func `takes a network for an address`() throws {
        let network = try #require(AddressRange("203.0.113.0/24"))
        #expect(
            try self.filters(.login, "remote_ip", "203.0.113.0/24")
                == [EventFilter(.ip, .inNetwork(network))]
        )
    }

    @Test(arguments: ["user", "user_id"])
    func `finds verified actors only`(name: String) throws {
        #expect(
            try self.filters(.login, name, "42")
                == [
                    EventFilter(.actorID, .equals("42")),
                    EventFilter(.actorIsVerified, .flag(true)),
                ]
        )
    }

    @Test(
        arguments: [
            ("2026-11-21T02:38:40Z", "2026-11-21T02:38:40.000000Z"),
            ("2026-11-21T04:38:40+02:00", "2026-11-21T02:38:40.000000Z"),
            // What an unescaped plus becomes on its way.
            ("2026-11-21T04:38:40 02:00", "2026-11-21T02:38:40.000000Z"),
            ("2026-11-21", "2026-11-21T00:00:00.000000Z"),
        ]
    )
    func `reads times`(value: String, time: String) throws {
        let query = try self.request(nil, [("date_from", value)]).query
        #expect(query.from?.description == time)
        #expect(query.to == nil)
    }

    @Test func `takes the whole day that a list ends with`() throws {
        let query = try self.request(
            nil,
            [("date_from", "2026-11-21"), ("date_to", "2026-11-21")]
        ).query
        #expect(query.from?.description == "2026-11-21T00:00:00.000000Z")
        #expect(query.to?.description == "2026-11-21T23:59:59.999999Z")
    }

    @Test func `counts hours back from now`() throws {
        let day = try self.request(nil, [("last_hours", "24")]).query.from
        #expect(day == Self.now.advanced(by: .seconds(-86_400)))
        let half = try self.request(nil, [("last_hours", "0.5")]).query.from
        #expect(half == Self.now.advanced(by: .seconds(-1_800)))
        let early = [(name: "date_from", value: "2001-01-01"), (name: "last_hours", value: "24")]
        #expect(try self.request(nil, early).query.from == day)
        #expect(try self.request(nil, early.reversed()).query.from == day)
    }

    @Test func `reads order, page and tenant`() throws {
        #expect(try self.request(nil, [("ordering", "datetime")]).query.order == .oldestFirst)
        #expect(try self.request(nil, [("ordering", "-datetime")]).query.order == .newestFirst)
        #expect(try self.request(nil, [("ordering", "ledger_index")]).query.order == .ledger)
        let request = try self.request(
            .page,
            [("page_size", "1000"), ("page", "7"), ("tenant_id", "acme")]
        )
        #expect(request.query.limit == 1_000)
        #expect(request.page == 7)
        #expect(request.query.tenant.name == "acme")
        #expect(
            try self.request(nil, [("ordering", "-ledger_index")]).query.order == .ledgerReversed
        )
    }

    private static let place = EventCursor(
        time: Self.now,
        index: 3,
        direction: .backward,
        ledgerSize: 9
    )

    @Test func `takes its own cursors back, in whatever order parameters are given`() throws {
        let first = [
            (name: "event_type", value: "1"), (name: "user", value: "7"),
            (name: "page_size", value: "5"),
        ]
        let cursor = try self.request(.crud, first).cursor(at: Self.place).text
        let second = [
            (name: "cursor", value: cursor), (name: "user_id", value: "7"),
            (name: "page_size", value: "9"), (name: "event_type", value: "1"),
        ]
        #expect(try self.request(.crud, second).query.cursor == Self.place)
    }

    @Test(arguments: [
        [], [("event_type", "2")], [("event_type", "1"), ("user", "7")],
        [("event_type", "1"), ("ordering", "datetime")], [("event_type", "1"), ("tenant_id", "x")],
    ])
    func `refuses a cursor of another question`(others: [(String, String)]) throws {
        let cursor = try self.request(.crud, [("event_type", "1")]).cursor(at: Self.place).text
        let parameters = others.map { (name: $0.0, value: $0.1) } + [("cursor", cursor)]
        let error = #expect(throws: ParameterErrors.self) { try self.request(.crud, parameters) }
        #expect(error?.errors.map(\.parameter) == ["cursor"])
        #expect(error?.errors[0].message == EventCursorError.otherQuestion.description)
    }

    @Test func `refuses a cursor of another list`() throws {
        let cursor = try self.request(.crud, []).cursor(at: Self.place).text
        #expect(self.refusal(.login, "cursor", cursor) != nil)
        #expect(self.refusal(nil, "cursor", cursor) != nil)
        #expect(throws: ParameterErrors.self) {
            try EventListRequest(
                parameters: [("cursor", cursor)],
                kind: .crud,
                list: "a part",
                tenant: .default,
                now: Self.now
            )
        }
    }

    @Test func `keeps the window of the last hours from page to page`() throws {
        let first = try self.request(nil, [("last_hours", "1")])
        let cursor = first.cursor(at: Self.place).text
        let later = try EventListRequest(
            parameters: [("last_hours", "1"), ("cursor", cursor)],
            kind: nil,
            tenant: .default,
            now: Self.now.advanced(by: .seconds(600))
        )
        #expect(later.query.from == first.query.from)
        #expect(later.cursor(at: Self.place).text == cursor)
    }

    @Test(
        arguments: [
            (.crud, "event_type", .eventType), (.crud, "-object_id", .targetID),
            (.login, "login_type", .loginType), (.login, "-username", .username),
            (.request, "method", .method), (.request, "-response_status", .status),
            (.request, "response_time_ms", .duration), (.cors, "method", .method),
            (.cors, "-allowed", .allowed), (.system, "severity", .severity),
            (.system, "-category", .category), (.page, "remote_ip", .ip),
            (nil, "outcome", .outcome),
        ] as [(Event.Kind?, String, EventField)]
    )
    func `orders by the fields of a list`(
        kind: Event.Kind?,
        ordering: String,
        field: EventField
    ) throws {
        let request = try self.request(kind, [("ordering", ordering)])
        #expect(request.sort == EventSort(field, isDescending: ordering.hasPrefix("-")))
        #expect(request.query.order == .newestFirst)
    }

    @Test func `narrows the timeline to kinds`() throws {
        #expect(try self.request(nil, [("kind", "page")]).query.kinds == [.page])
        #expect(try self.request(nil, [("kind__in", "page,login")]).query.kinds == [.page, .login])
    }

    @Test(
        arguments: [
            ("event_type", "purge"), ("event_type", "12"), ("event_type__in", "1,,2"),
            ("event_type__in", "1,"), ("object_id", ""), ("object_id", "a\0b"),
            ("remote_ip", "203.0.113.9, 10.0.0.1"), ("remote_ip", "10.0.0.1/8"),
            ("date_from", "yesterday"), ("date_from", "2026-11-21T02:38:40"),
            ("date_from", "2026-13-01"), ("date_to", "99999999999999999999"), ("last_hours", "abc"),
            ("last_hours", "-1"), ("last_hours", "1e12"), ("last_hours", "nan"),
            ("last_hours", "0x10"), ("last_hours", "1.2.3"), ("last_hours", "876601"),
            ("page_size", "0"), ("page_size", "1001"), ("page_size", "ten"), ("page_size", "-5"),
            ("page_size", "+5"), ("page_size", "99999999999999999999"), ("page", "0"),
            ("page", "last"), ("page", "9999999999"), ("cursor", "garbage"), ("ordering", "id"),
            ("ordering", "--object_id"), ("ordering", "-"), ("ordering", "object_id__icontains"),
            ("ordering", "username"), ("event_type", "-1"), ("event_type", "+1"),
            ("event_type", "01"), ("event_type", "create-"), ("event_type", "cre.ate"),
            ("event_type", "0"), ("event_type__in", "1,-2"), ("tenant_id", "Not a tenant"),
            ("outcome", "maybe"),
        ]
    )
    func `refuses a value that makes no sense`(name: String, value: String) {
        #expect(self.refusal(.crud, name, value) != nil)
    }

    @Test func `says what is accepted`() {
        #expect(
            self.refusal(.cors, "ordering", "event_type")
                == "One of action, allowed, city, country, datetime, ledger_index, method, origin, "
                + "outcome, remote_ip, request_id, session, trace_id, url is expected, each also "
                + "with - before it."
        )
        #expect(
            self.refusal(.login, "login_type", "x")
                == "One of 0 (Login), 1 (Logout), 2 (Failed login), 3 (Token refresh), "
                + "4 (Password change) is expected."
        )
        #expect(
            self.refusal(.request, "response_status", "1")
                == "A whole number from 100 to 999 is expected."
        )
        #expect(
            self.refusal(.system, "severity", "x")
                == "One of INFO, WARNING, ERROR, CRITICAL is expected."
        )
    }

    @Test func `never ignores a parameter that it does not know`() {
        #expect(
            self.refusal(.request, "metod", "GET")
                == "No such parameter is known; the nearest is method."
        )
        #expect(self.refusal(.request, "utm_campaign", "x") == "No such parameter is known.")
        #expect(
            self.refusal(.request, "login_type", "1")
                == "This list does not know it; others do."
        )
        #expect(self.refusal(.page, "kind", "page") == "This list does not know it; others do.")
        let endless = String(repeating: "x", count: 100_000)
        #expect(self.refusal(.page, endless, "1") == "No such parameter is known.")
        #expect(self.refusal(.page, "path", endless) == "At most 4096 bytes are accepted.")
    }

    @Test func `names everything that is wrong`() {
        let error = #expect(throws: ParameterErrors.self) {
            try self.request(
                .request,
                [
                    ("method", "GET"), ("page_size", "0"), ("method", "POST"), ("user", "1"),
                    ("user_id", "1"), ("nonsense", "1"), ("date_from", "x"),
                ]
            )
        }
        #expect(
            error?.errors.map(\.parameter)
                == ["page_size", "method", "user_id", "nonsense", "date_from"]
        )
        #expect(error?.errors[1].message == "It is given twice.")
        #expect(error?.errors[2].message == "It means the same as user.")
    }

    @Test func `refuses parameters that contradict each other`() throws {
        let cursor = try self.request(nil, []).cursor(at: Self.place).text
        #expect(throws: ParameterErrors.self) {
            try self.request(nil, [("page", "2"), ("cursor", cursor)])
        }
        #expect(throws: ParameterErrors.self) {
            try self.request(nil, [("date_from", "2026-11-22"), ("date_to", "2026-11-21")])
        }
    }
}
