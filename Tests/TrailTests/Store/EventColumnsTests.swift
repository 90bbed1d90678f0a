import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct EventColumnsTests {
    private static let now = Timestamp(microseconds: 1_795_228_720_118_744)

    private func columns(
        _ draft: Event.Draft,
        erasing names: [SectionName] = []
    ) throws -> EventColumns {
        let event = EncodedEvent(
            try Event(draft, tenant: .default, now: Self.now),
            stated: .all
        )
        var sections = event.sections
        for name in names {
            sections[name] = sections[name].map { .erased(digest: $0.digest(as: name)) }
        }
        return EventColumns(header: event.header, sections: sections, recordedAt: Self.now)
    }

    private func draft(_ detail: Event.Detail) -> Event.Draft {
        var draft = Event.Draft(detail)
        draft.actor = Event.Actor(type: .user, id: "zoë \"q\"\n")
        draft.context.ip = "2001:db8::1"
        draft.targets = [Event.Target(type: "t", id: "1"), Event.Target(type: "t", id: "2")]
        draft.metadata = ["id": "no", "status": 500, "detail": ["username": "no"]]
        return draft
    }

    @Test func `of a request`() throws {
        var detail = RequestDetail(method: "GET", url: "/")
        detail.status = 404
        detail.durationMicroseconds = 17
        var expected = EventColumns(time: Self.now.microseconds, isProblem: true)
        expected.actor = "zoë \"q\"\n"
        expected.ip = "2001:db8::1"
        expected.target = "1"
        expected.status = 404
        expected.duration = 17
        #expect(try self.columns(self.draft(.request(detail))) == expected)
        var draft = self.draft(.request(detail))
        draft.outcome = .success
        #expect(try self.columns(draft).isProblem, "by its status")
    }

    @Test func `of a login`() throws {
        let columns = try self.columns(self.draft(.login(LoginDetail(.failed, username: "eve"))))
        #expect(columns.username == "eve" && columns.isProblem && columns.status == nil)
    }

    @Test(arguments: [
        Event.Detail.page(PageDetail(path: "/")),
        .action(ActionDetail(.create)),
        .crud(CRUDDetail(.create, model: "m", after: ["id": "9", "status": 3, "username": "x"])),
        .cors(CORSDetail(method: "GET", url: "/")),
        .system(SystemDetail(.info, category: "c", eventName: "e")),
    ])
    func `of the other kinds`(detail: Event.Detail) throws {
        var expected = EventColumns(time: Self.now.microseconds, isProblem: false)
        expected.actor = "zoë \"q\"\n"
        expected.ip = "2001:db8::1"
        expected.target = "1"
        #expect(try self.columns(self.draft(detail)) == expected)
        let bare = EventColumns(time: Self.now.microseconds, isProblem: false)
        #expect(try self.columns(Event.Draft(detail)) == bare)
    }

    @Test func `erased sections give none`() throws {
        var detail = RequestDetail(method: "GET", url: "/")
        detail.status = 200
        let draft = self.draft(.request(detail))
        let bare = EventColumns(time: Self.now.microseconds, isProblem: false)
        #expect(try self.columns(draft, erasing: SectionName.allCases) == bare)
        let withoutWho = try self.columns(draft, erasing: [.who])
        #expect(withoutWho.actor == nil && withoutWho.status == 200 && withoutWho.ip != nil)
    }

    @Test func `holds the time to what is believed`() throws {
        for (claim, held) in [(-8 * 86_400, -7 * 86_400), (-60, -60), (299, 299), (301, 300)] {
            var draft = self.draft(.page(PageDetail(path: "/")))
            draft.occurredAt = Self.now.advanced(by: .seconds(claim))
            let time = Self.now.advanced(by: .seconds(held)).microseconds
            #expect(try self.columns(draft).time == time)
        }
    }

    @Test func `takes any altered section without harm`() throws {
        var samples = SampleEvents(seed: 13, time: Self.now)
        var random = RandomJSON(seed: 13)
        for _ in 0..<3_000 {
            let event = try samples.event()
            var sections = event.sections
            for name in SectionName.allCases {
                guard case .sealed(var text, let salt) = sections[name] else { continue }
                for _ in 0..<random.number(0..<3) {
                    text[random.number(0..<text.count)] = UInt8(truncatingIfNeeded: random.bits())
                }
                text.removeLast(random.number(0..<3))
                sections[name] = .sealed(text: text, salt: salt)
            }
            _ = EventColumns(header: event.header, sections: sections, recordedAt: Self.now)
        }
    }
}
