import MerkleLog
import Testing
import Trail

@Suite struct EventFilterMatchesTests {
    private static func event(
        who: String? = nil,
        where context: String? = nil,
        what: String = "{}"
    ) throws -> SealedEvent {
        func section(_ text: String?) throws -> Section? {
            guard let text else { return nil }
            let salt = try #require(Salt(Array(repeating: 7, count: Salt.byteCount)))
            return .sealed(text: Array(text.utf8), salt: salt)
        }
        let time = Timestamp(microseconds: 1_795_228_720_118_744)
        return SealedEvent(
            index: 5,
            recordedAt: time,
            leaf: .emptyTree,
            header: EventHeader(
                id: EventID.random(at: time),
                tenant: .default,
                kind: .request,
                occurredAt: time,
                action: try Action("order.create"),
                outcome: .denied
            ),
            sections: Sections(
                who: try section(who),
                where: try section(context),
                what: try section(what)
            )
        )
    }

    private func expect(
        _ event: SealedEvent,
        _ field: EventField,
        passes: [EventFilter.Test],
        fails: [EventFilter.Test]
    ) {
        for test in passes { #expect(EventFilter(field, test).matches(event), "\(test)") }
        for test in fails { #expect(!EventFilter(field, test).matches(event), "\(test)") }
    }

    @Test func `compares texts byte by byte`() throws {
        let event = try Self.event(what: #"{"detail":{"url":"/caf\u00e9/ä\"b\\"}}"#)
        self.expect(
            event,
            .url,
            passes: [.equals("/café/ä\"b\\"), .oneOf(["x", "/café/ä\"b\\"])],
            // The same letters, decomposed.
            fails: [.equals("/cafe\u{301}/ä\"b\\"), .equals("/café"), .oneOf(["x"]), .oneOf([])]
        )
    }

    @Test func `finds a part in letters of either case`() throws {
        let event = try Self.event(what: #"{"detail":{"url":"/Orders/ÄRGER/\"42\""}}"#)
        self.expect(
            event,
            .url,
            passes: [
                .contains("orders"), .contains("ORDERS/"), .contains("ärger"),
                .contains("Ärger/\"4"),
                .contains("\"42\""), .contains(""), .contains("/orders/ärger/\"42\""),
            ],
            fails: [.contains("order/"), .contains("arger"), .contains("/orders/ärger/\"42\"/")]
        )
        let ascii = try Self.event(what: #"{"detail":{"url":"/a@b[c`d"}}"#)
        self.expect(ascii, .url, passes: [.contains("A@B[C`D")], fails: [.contains("a`b{c@d")])
    }

    @Test func `compares numbers`() throws {
        let event = try Self.event(what: #"{"detail":{"status":404}}"#)
        self.expect(
            event,
            .status,
            passes: [
                .numberIn([200, 404]), .numberBetween(400, 499), .numberBetween(.min, 404),
                .numberBetween(404, .max),
            ],
            fails: [
                .numberIn([]), .numberIn([40]), .numberBetween(405, .max), .numberBetween(500, 400),
                .equals("404"), .flag(true),
            ]
        )
    }

    @Test func `compares flags`() throws {
        let event = try Self.event(who: #"{"id":"42","verified":true}"#)
        self.expect(event, .actorIsVerified, passes: [.flag(true)], fails: [.flag(false)])
        self.expect(event, .actorID, passes: [], fails: [.flag(true), .numberIn([42])])
    }

    @Test func `finds an address in its network`() throws {
        let event = try Self.event(where: #"{"ip":"203.0.113.77"}"#)
        let inside = try #require(AddressRange("203.0.113.0/24"))
        let outside = try #require(AddressRange("203.0.112.0/24"))
        self.expect(event, .ip, passes: [.inNetwork(inside)], fails: [.inNetwork(outside)])
        let garbage = try Self.event(where: #"{"ip":"203.0.113.77, 10.0.0.1"}"#)
        self.expect(garbage, .ip, passes: [.contains("10.0")], fails: [.inNetwork(inside)])
    }

    @Test func `takes the first target for the target`() throws {
        let event = try Self.event(
            what: #"{"detail":{},"targets":[{"id":"1","type":"a"},{"id":"2","type":"b"}]}"#
        )
        self.expect(event, .targetID, passes: [.equals("1")], fails: [.equals("2")])
        self.expect(event, .targetType, passes: [.equals("a")], fails: [.equals("b")])
    }

    @Test func `looks into the header`() throws {
        let event = try Self.event()
        self.expect(event, .action, passes: [.equals("order.create")], fails: [.equals("order")])
        self.expect(event, .outcome, passes: [.oneOf(["denied"])], fails: [.equals("success")])
    }

    @Test func `finds nothing where there is no value`() throws {
        let everything: [EventFilter.Test] = [
            .equals(""), .contains(""), .oneOf([""]), .numberBetween(.min, .max), .flag(false),
            .flag(true),
        ]
        let event = try Self.event(who: #"{"type":"user"}"#)
        self.expect(event, .actorID, passes: [], fails: everything)
        self.expect(event, .ip, passes: [], fails: everything)
        var erased = event.sections
        erased.who = .erased(digest: .emptyTree)
        let after = SealedEvent(
            index: event.index,
            recordedAt: event.recordedAt,
            leaf: event.leaf,
            header: event.header,
            sections: erased
        )
        self.expect(after, EventField(.who, "type"), passes: [], fails: everything)
    }

    @Test func `narrows by tenant, kind and time`() throws {
        let event = try Self.event()
        var query = EventQuery(tenant: .default)
        #expect(query.matches(event))
        query.kinds = [.request, .page]
        query.from = event.time
        query.to = event.time
        #expect(query.matches(event))
        query.from = event.time.advanced(by: .microseconds(1))
        #expect(!query.matches(event))
        query.from = nil
        query.to = event.time.advanced(by: .microseconds(-1))
        #expect(!query.matches(event))
        #expect(!EventQuery(tenant: .default, kinds: [.page]).matches(event))
        #expect(!EventQuery(tenant: try TenantID("other")).matches(event))
        let filters = [
            EventFilter(.outcome, .equals("denied")), EventFilter(.action, .equals("x.y")),
        ]
        #expect(EventQuery(tenant: .default, filters: [filters[0]]).matches(event))
        #expect(!EventQuery(tenant: .default, filters: filters).matches(event))
    }
}
