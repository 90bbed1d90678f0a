import Testing
import TrailTesting

@testable import Trail

@Suite struct EncodedEventTests {
    private static let now = Timestamp(microseconds: 1_795_228_720_118_744)

    private func encoded(_ draft: Event.Draft) throws -> EncodedEvent {
        EncodedEvent(try Event(draft, tenant: .default, now: Self.now), stated: .all)
    }

    private func text(_ section: Section?) -> String? {
        section?.text.map { String(decoding: $0, as: UTF8.self) }
    }

    private static let request: RequestDetail = {
        var detail = RequestDetail(method: "GET", url: "/a\"b", query: "x=ä")
        detail.route = "/{r}"
        detail.status = 200
        detail.durationMicroseconds = 15
        detail.requestSize = 0
        detail.responseSize = 9_007_199_254_740_991
        return detail
    }()

    private static let system: SystemDetail = {
        var detail = SystemDetail(.critical, category: "c", eventName: "e", message: "\u{1}\n")
        detail.source = "s"
        detail.traceback = "t"
        detail.facts = ["n": 1, "b": .bytes([255])]
        return detail
    }()

    /// One event of each kind, and the text of its `what` section.
    ///
    /// These bytes never change.
    private static let golden: [(Event.Detail, String)] = [
        (
            .page(PageDetail(path: "/träger", referer: "/")),
            #"{"detail":{"path":"/träger","referer":"/"}}"#
        ),
        (
            .action(ActionDetail(.loginFailed, status: .failed, remarks: "r")),
            #"{"detail":{"action_type":"Login Failed","remarks":"r","status":"Failed"}}"#
        ),
        (
            .crud(CRUDDetail(.update, model: "m", before: ["z": 1, "a": nil], after: [:])),
            #"{"detail":{"after":{},"before":{"a":null,"z":1},"event_type":2,"model":"m"}}"#
        ),
        (
            .login(LoginDetail(.failed, username: "u", remarks: "r")),
            #"{"detail":{"login_type":2,"remarks":"r","username":"u"}}"#
        ),
        (
            .request(request),
            #"{"detail":{"duration_us":15,"method":"GET","query":"x=ä","request_size":0,"#
                + #""response_size":9007199254740991,"route":"/{r}","status":200,"url":"/a\"b"}}"#
        ),
        (
            .cors(
                CORSDetail(method: "PUT", url: "/", query: "q", frontendURL: "f", isAllowed: false)
            ),
            #"{"detail":{"allowed":false,"frontend_url":"f","method":"PUT","query":"q","url":"/"}}"#
        ),
        (
            .system(system),
            #"{"detail":{"category":"c","event_name":"e","facts":{"b":"bytes:/w==","n":1},"#
                + #""message":"\u0001\n","severity":"CRITICAL","source":"s","traceback":"t"}}"#
        ),
    ]

    @Test(arguments: golden)
    func `seals what of each kind in these bytes`(detail: Event.Detail, text: String) throws {
        let event = try self.encoded(Event.Draft(detail))
        #expect(self.text(event.sections.what) == text)
        #expect(event.sections.who == nil && event.sections.where == nil)
    }

    @Test func `seals who and where in these bytes`() throws {
        var draft = Event.Draft(.page(PageDetail(path: "/")))
        draft.actor = Event.Actor(
            type: .service,
            id: "i",
            name: "n",
            isVerified: true,
            onBehalfOf: Event.Represented(type: .user, id: "j", name: "m"),
            session: "s",
            credential: "c"
        )
        draft.context.ip = "192.0.2.1"
        draft.context.userAgent = "u"
        draft.context.browser = "b"
        draft.context.platform = "p"
        draft.context.os = "o"
        draft.context.isBot = true
        draft.context.origin = "g"
        draft.context.referer = "r"
        draft.context.requestID = "q"
        draft.context.traceID = "t"
        draft.context.source = "w"
        draft.context.sourceSequence = 3
        var geo = Event.Geo()
        (geo.countryCode, geo.country, geo.city) = ("AT", "Austria", "Wien")
        (geo.latitude, geo.longitude) = ("48.2", "16.37")
        draft.context.geo = geo
        draft.targets = [Event.Target(type: "t", id: "1", label: "l"), Event.Target(type: "t")]
        draft.changes = [
            Event.Change(field: "f", old: CanonicalJSON(.null), new: CanonicalJSON(0.5)),
            Event.Change(field: "g", old: nil, new: nil),
        ]
        draft.metadata = ["k": "number:1"]
        let event = try self.encoded(draft)
        #expect(
            self.text(event.sections.who) == #"{"credential":"c","id":"i","name":"n","#
                + #""on_behalf_of":{"id":"j","name":"m","type":"user"},"session":"s","#
                + #""type":"service","verified":true}"#
        )
        #expect(
            self.text(event.sections.where) == #"{"bot":true,"browser":"b","geo":{"city":"Wien","#
                + #""country":"Austria","country_code":"AT","latitude":"48.2","#
                + #""longitude":"16.37"},"ip":"192.0.2.1","origin":"g","os":"o","platform":"p","#
                + #""referer":"r","request_id":"q","source":"w","source_sequence":3,"#
                + #""trace_id":"t","user_agent":"u"}"#
        )
        #expect(
            self.text(event.sections.what) == #"{"changes":[{"field":"f","new":0.5,"old":null},"#
                + #"{"field":"g"}],"detail":{"path":"/"},"metadata":{"k":"string:number:1"},"#
                + #""targets":[{"id":"1","label":"l","type":"t"},{"type":"t"}]}"#
        )
    }

    @Test func `what is sealed is canonical and reads back as the same event`() throws {
        var samples = SampleEvents(seed: 12, time: Self.now)
        var random = RandomJSON(seed: 12)
        for _ in 0..<1_000 {
            var draft = samples.draft()
            draft.changes = [
                Event.Change(field: "f", old: CanonicalJSON(random.value()), new: nil)
            ]
            if case .object(let members) = random.value() {
                draft.metadata = CanonicalJSON(.object(members))
            }
            let event = try Event(draft, tenant: .default, now: Self.now)
            let sections = EncodedEvent(event, stated: .all).sections
            for name in SectionName.allCases {
                guard let text = sections[name]?.text else { continue }
                var reader = JSONReader(sealed: text)
                #expect(try reader.canonical().bytes == text)
            }
            #expect(try self.event(sections, like: event) == event)
        }
    }

    /// The event that `sections` say, with the header of `event`.
    private func event(_ sections: Sections, like event: Event) throws -> Event {
        var reader = JSONReader(sealed: sections.what?.text ?? [])
        var draft = try Event.Draft(kind: event.kind, readingWhat: &reader)
        if let who = sections.who?.text {
            var reader = JSONReader(sealed: who)
            draft.actor = try Event.Actor(reading: &reader)
        }
        if let context = sections.where?.text {
            var reader = JSONReader(sealed: context)
            draft.context = try Event.Context(reading: &reader)
        }
        draft.id = event.id
        draft.occurredAt = event.occurredAt
        draft.action = event.action
        draft.outcome = event.outcome
        return try Event(draft, tenant: event.tenant, now: Self.now)
    }
}
