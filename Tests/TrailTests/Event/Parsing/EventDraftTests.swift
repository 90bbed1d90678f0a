import Testing
import TrailTesting

@testable import Trail

@Suite struct EventDraftTests {
    private func parse(_ text: String) throws(EventError) -> Event.Draft {
        try Event.Draft(parsing: Array(text.utf8))
    }

    /// A draft with `member` put into the object that `slot` names.
    private func draft(_ slot: String, _ member: String) -> String {
        func members(_ name: String, _ usual: String) -> String {
            guard slot == name, !usual.isEmpty else { return slot == name ? member : usual }
            // Before the usual members, which it may repeat; but behind the kind.
            return name == "body" ? usual + "," + member : member + "," + usual
        }
        let detail = slot.hasPrefix("detail:") ? String(slot.dropFirst(7)) : "page"
        let usual = detail == "page" && slot != "detail:page" ? "\"path\":\"/\"" : member
        let who = members(
            "who",
            "\"on_behalf_of\":{\(members("who.on_behalf_of", "\"id\":\"1\""))}"
        )
        let place = members("where", "\"geo\":{\(members("where.geo", ""))}")
        let target = "{\(members("target", "\"type\":\"t\""))}"
        let change = "{\(members("change", "\"field\":\"f\""))}"
        let what = members(
            "what",
            "\"detail\":{\(usual)},\"targets\":[{\"type\":\"t\"},\(target)],\"changes\":[\(change)]"
        )
        let body = members("body", "\"kind\":\"\(detail)\"")
        return "{\(body),\"who\":{\(who)},\"where\":{\(place)},\"what\":{\(what)}}"
    }

    @Test func `parses all that a draft can say`() throws {
        let draft = try self.parse(
            #"""
            {"what": {"targets": [{"type": "order", "id": "42", "label": "№ 42"}],
              "detail": {"method": "GET", "url": "/orders/42", "query": "a=b", "route": "/orders/{id}",
                "status": 404, "duration_us": 17, "request_size": 0, "response_size": 9},
              "metadata": {"b": 12345678901234567890, "a": "number:1"},
              "changes": [{"field": "x", "old": null, "new": [1]}, {"field": "y"}]},
             "kind": "request", "id": "01A1FBF8-5BF6-7BE7-BFFF-FFFFFFFFFFFF", "tenant": "acme.eu",
             "occurred_at": "2026-11-21T03:38:40.118744+01:00", "action": "order.look",
             "outcome": "denied", "v": 1, "recorded_at": null,
             "who": {"type": "service", "id": "7", "name": "n", "verified": true, "session": "s",
               "credential": "c", "on_behalf_of": {"type": "system", "id": "8", "name": "m"}},
             "where": {"ip": "::ffff:192.0.2.1", "user_agent": "u", "browser": "b", "platform": "p",
               "os": "o", "bot": false, "geo": {"country_code": "AT", "country": "Austria",
               "city": "Wien", "latitude": "48.2", "longitude": "16.37"}, "origin": "https://o",
               "referer": "https://r", "request_id": "q", "trace_id": "t", "source": "w",
               "source_sequence": 3}}
            """#
        )
        #expect(draft.id?.description == "01a1fbf8-5bf6-7be7-bfff-ffffffffffff")
        #expect(draft.tenant?.name == "acme.eu")
        #expect(draft.occurredAt?.description == "2026-11-21T02:38:40.118744Z")
        #expect(draft.action?.name == "order.look" && draft.outcome == .denied)
        let represented = Event.Represented(type: .system, id: "8", name: "m")
        let actor = Event.Actor(
            type: .service,
            id: "7",
            name: "n",
            isVerified: true,
            onBehalfOf: represented,
            session: "s",
            credential: "c"
        )
        #expect(draft.actor == actor)
        #expect(draft.context.ip == "192.0.2.1" && draft.context.isBot == false)
        #expect(draft.context.geo?.longitude == "16.37" && draft.context.sourceSequence == 3)
        #expect(draft.targets == [Event.Target(type: "order", id: "42", label: "№ 42")])
        #expect(
            draft.changes == [
                Event.Change(field: "x", old: CanonicalJSON(.null), new: CanonicalJSON([1])),
                Event.Change(field: "y", old: nil, new: nil),
            ]
        )
        #expect(
            draft.metadata?.bytes
                == Array(#"{"a":1,"b":"number:12345678901234567890"}"#.utf8),
            "with v a tag is one, and one that Trail would not write is not taken over"
        )
        var detail = RequestDetail(method: "GET", url: "/orders/42", query: "a=b")
        detail.route = "/orders/{id}"
        detail.status = 404
        detail.durationMicroseconds = 17
        detail.requestSize = 0
        detail.responseSize = 9
        #expect(draft.detail == .request(detail))
    }

    @Test(arguments: ["", #""v":1,"#]) func `takes a tag for one only where v says so`(
        version: String
    ) throws {
        let texts = #"{"a":"number:12345678901234567890","b":"bytes:AAEC","c":"string:number:1"}"#
        let what = #""what":{"detail":{"path":"/"},"metadata":\#(texts)}"#
        let isSealed = !version.isEmpty
        let expected =
            isSealed
            ? texts
            : #"{"a":"string:number:12345678901234567890","b":"string:bytes:AAEC","#
                + #""c":"string:string:number:1"}"#
        for body in [
            "{\(version)\"kind\":\"page\",\(what)}", "{\"kind\":\"page\",\(version)\(what)}",
            "{\(version)\(what),\"kind\":\"page\"}",
        ] {
            let metadata = try self.parse(body).metadata
            #expect(metadata?.bytes == Array(expected.utf8))
        }
        guard isSealed else { return }
        let late = try self.parse("{\"kind\":\"page\",\(what),\"v\":1}")
        #expect(late.metadata?.bytes == Array(expected.utf8), "the order does not matter")
    }

    @Test func `refuses a version that it does not know`() {
        let error = #expect(throws: EventError.self) {
            try self.parse(#"{"v":2,"kind":"page","what":{"detail":{"path":"/"}}}"#)
        }
        #expect(error == EventError("v", .notOneOf(["1"])))
    }

    @Test func `takes null for absent`() throws {
        let draft = try self.parse(
            #"""
            {"id":null,"tenant":null,"kind":"page","occurred_at":null,"action":null,"outcome":null,
             "who":null,"where":{"geo":null,"ip":null,"bot":null,"source_sequence":null},
             "what":{"detail":{"path":"/","referer":null},"targets":null,"changes":null,"metadata":null}}
            """#
        )
        #expect(draft == Event.Draft(.page(PageDetail(path: "/"))))
        let actor = try self.parse(
            #"{"kind":"page","where":null,"who":{"on_behalf_of":null,"verified":null,"id":"x"},"#
                + #""what":{"detail":{"path":"/"}}}"#
        ).actor
        #expect(actor == Event.Actor(type: .user, id: "x"))
    }

    @Test(arguments: [
        ("body", "bogus"), ("who", "who.bogus"), ("who.on_behalf_of", "who.on_behalf_of.bogus"),
        ("where", "where.bogus"), ("where.geo", "where.geo.bogus"), ("what", "what.bogus"),
        ("target", "what.targets[1].bogus"), ("change", "what.changes[0].bogus"),
    ])
    func `names an unknown field with its path`(slot: String, field: String) {
        #expect(throws: EventError(field, .unknown)) {
            try self.parse(self.draft(slot, "\"bogus\":1"))
        }
        let escaped = self.draft(slot, "\"b\\u006fgus\":1")
        #expect(throws: EventError(field, .unknown)) { try self.parse(escaped) }
    }

    @Test(arguments: Event.Kind.allCases)
    func `names an unknown field of a detail`(kind: Event.Kind) {
        #expect(throws: EventError("what.detail.bogus", .unknown)) {
            try self.parse(self.draft("detail:\(kind.rawValue)", "\"bogus\":1"))
        }
    }

    @Test func `cuts an unknown name that is long`() {
        let name = String(repeating: "x", count: 10_000)
        #expect { try self.parse(self.draft("where", "\"\(name)\":1")) } throws: {
            ($0 as? EventError).map { $0.field.utf8.count < 100 && $0.reason == .unknown } ?? false
        }
    }

    @Test(arguments: [
        ("body", "id", "1"), ("body", "id", "\"1\""), ("body", "tenant", "\"A\""),
        ("body", "tenant", "1"), ("body", "occurred_at", "\"yesterday\""),
        ("body", "occurred_at", "0"), ("body", "action", "\"x\""), ("body", "action", "[]"),
        ("body", "outcome", "\"maybe\""), ("body", "who", "1"), ("body", "where", "[]"),
        ("body", "what", "\"\""), ("who", "type", "\"robot\""), ("who", "type", "1"),
        ("who", "id", "1"), ("who", "name", "{}"), ("who", "verified", "\"true\""),
        ("who", "session", "true"), ("who", "credential", "[]"), ("who", "on_behalf_of", "\"x\""),
        ("who.on_behalf_of", "type", "\"x\""), ("who.on_behalf_of", "name", "1"),
        ("where", "ip", "\"localhost\""), ("where", "ip", "1"), ("where", "user_agent", "1"),
        ("where", "browser", "1"), ("where", "platform", "1"), ("where", "os", "1"),
        ("where", "bot", "1"), ("where", "geo", "1"), ("where", "origin", "1"),
        ("where", "referer", "1"), ("where", "request_id", "1"), ("where", "trace_id", "1"),
        ("where", "source", "1"), ("where", "source_sequence", "\"1\""),
        ("where", "source_sequence", "1.5"), ("where.geo", "country_code", "1"),
        ("where.geo", "country", "1"), ("where.geo", "city", "1"), ("where.geo", "latitude", "1.5"),
        ("where.geo", "longitude", "1"), ("what", "detail", "1"), ("what", "targets", "{}"),
        ("what", "changes", "1"), ("target", "type", "1"), ("target", "id", "1"),
        ("target", "label", "1"), ("change", "field", "1"),
        ("change", "old", "nul"), ("change", "new", "[1,]"),
    ])
    func `names an ill-typed field with its path`(slot: String, name: String, value: String) {
        let prefix =
            switch slot {
            case "body": ""
            case "target": "what.targets[1]."
            case "change": "what.changes[0]."
            default: slot + "."
            }
        let text = self.draft(slot, "\"\(name)\":\(value)")
        #expect { try self.parse(text) } throws: { ($0 as? EventError)?.field == prefix + name }
    }

    @Test(arguments: [
        ("page", ""), ("action", ""), ("action", "\"action_type\":\"Create\",\"status\":\"OK\""),
        ("crud", "\"event_type\":1"), ("crud", "\"event_type\":12,\"model\":\"m\""),
        ("crud", "\"model\":\"m\""), ("crud", "\"event_type\":1,\"model\":\"m\",\"before\":nul"),
        ("login", ""), ("login", "\"login_type\":5"), ("login", "\"login_type\":\"0\""),
        ("login", "\"login_type\":0,\"username\":1"), ("request", "\"url\":\"/\""),
        ("request", "\"method\":\"GET\""), ("request", "\"method\":\"\",\"url\":\"/\""),
        ("request", "\"method\":\"G\",\"url\":\"/\",\"status\":99"),
        ("request", "\"method\":\"G\",\"url\":\"/\",\"status\":99999999999999999999"),
        ("request", "\"method\":\"G\",\"url\":\"/\",\"duration_us\":1.5"),
        ("cors", "\"method\":\"GET\""), ("cors", "\"url\":\"/\""),
        ("cors", "\"method\":\"GET\",\"url\":\"/\",\"allowed\":\"yes\""),
        ("system", ""), ("system", "\"severity\":\"info\""),
        ("system", "\"severity\":\"INFO\",\"category\":\"c\""),
        ("system", "\"severity\":\"INFO\",\"event_name\":\"e\""),
    ])
    func `names what is wrong with a detail`(kind: String, members: String) {
        let texts = [
            "{\"kind\":\"\(kind)\",\"what\":{\"detail\":{\(members)}}}",
            "{\"what\":{\"detail\":{\(members)}},\"kind\":\"\(kind)\"}",
        ]
        for text in texts where !members.contains("nul") {
            #expect { try self.parse(text) } throws: {
                ($0 as? EventError)?.field.hasPrefix("what.detail.") ?? false
            }
        }
    }

    @Test(arguments: [
        ("", "body"), ("[]", "body"), ("{}", "kind"), ("{\"kind\":\"page\"}", "what"),
        ("{\"kind\":\"page\",\"what\":null}", "what"), ("{\"kind\":null,\"what\":{}}", "kind"),
        ("{\"kind\":\"visit\"}", "kind"), ("{\"kind\":\"page\",\"what\":{}}", "what.detail"),
        ("{\"kind\":\"page\",\"what\":{\"detail\":null}}", "what.detail"),
        ("{\"kind\":\"page\",\"what\":{\"detail\":{\"path\":\"/\"}}} x", "body"),
        ("{\"kind\":\"page\",\"kind\":\"page\"}", "body"),
    ])
    func `names what is missing`(text: String, field: String) {
        #expect { try self.parse(text) } throws: { ($0 as? EventError)?.field == field }
    }

    @Test func `takes any altered draft without harm`() throws {
        var samples = SampleEvents(seed: 10, time: Timestamp(microseconds: 1_795_228_720_118_744))
        var random = RandomJSON(seed: 10)
        for _ in 0..<3_000 {
            let event = try samples.event()
            var bytes = Array("{\"kind\":\"\(event.header.kind.rawValue)\"".utf8)
            for name in SectionName.allCases {
                guard let text = event.sections[name]?.text else { continue }
                bytes += Array(",\"\(name.rawValue)\":".utf8) + text
            }
            bytes.append(UInt8(ascii: "}"))
            _ = try Event.Draft(parsing: bytes)
            for _ in 0..<random.number(1..<4) {
                bytes[random.number(0..<bytes.count)] = UInt8(truncatingIfNeeded: random.bits())
            }
            if let draft = try? Event.Draft(parsing: bytes) {
                _ = try? Event(draft, tenant: .default, now: samples.time)
            }
        }
    }
}
