import Testing

@testable import Trail

@Suite struct EventLimitsTests {
    private func refusal(_ draft: Event.Draft, _ limits: EventLimits = EventLimits()) -> EventError?
    {
        do throws(EventError) {
            _ = try Event(draft, tenant: .default, now: Timestamp(microseconds: 0), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    private var page: Event.Draft { Event.Draft(.page(PageDetail(path: "/"))) }

    @Test func `bounds every text by its bytes`() {
        func text(_ count: Int) -> String { String(repeating: "é", count: count / 2) }
        let word = text(512)
        var draft = self.page
        draft.context.ip = word
        draft.actor = Event.Actor(
            type: .user,
            id: word,
            name: word,
            session: word,
            credential: word
        )
        draft.targets = [Event.Target(type: word, id: word, label: text(16_384))]
        #expect(self.refusal(draft) == nil)
        draft.targets[0].type += "x"
        #expect(self.refusal(draft) == EventError("what.targets[0].type", .tooLong(limit: 512)))
        draft.targets = []
        draft.context.userAgent = text(4_098)
        #expect(self.refusal(draft) == EventError("where.user_agent", .tooLong(limit: 4_096)))
        draft.context.userAgent = nil
        draft.actor?.onBehalfOf = Event.Represented(id: word + "x")
        #expect(self.refusal(draft)?.field == "who.on_behalf_of.id")
        let path = PageDetail(path: text(4_098))
        #expect(self.refusal(Event.Draft(.page(path)))?.field == "what.detail.path")
    }

    @Test func `refuses U+0000 and what must not be empty`() {
        var draft = self.page
        draft.context.referer = "a\u{0}"
        #expect(self.refusal(draft) == EventError("where.referer", .nullCharacter))
        draft = Event.Draft(.page(PageDetail(path: "")))
        #expect(self.refusal(draft) == EventError("what.detail.path", .empty))
        draft = Event.Draft(.request(RequestDetail(method: "", url: "/")))
        #expect(self.refusal(draft) == EventError("what.detail.method", .empty))
        draft = self.page
        draft.actor = Event.Actor(type: .user)
        #expect(self.refusal(draft) == EventError("who.id", .missing))
        draft.actor = Event.Actor(type: .anonymous, session: "s")
        #expect(self.refusal(draft) == nil)
    }

    @Test func `bounds lists and numbers`() {
        var draft = self.page
        draft.targets = Array(repeating: Event.Target(type: "t"), count: 101)
        #expect(self.refusal(draft) == EventError("what.targets", .tooMany(limit: 100)))
        draft = self.page
        draft.changes = Array(repeating: Event.Change(field: "f", old: nil, new: nil), count: 1_001)
        #expect(self.refusal(draft) == EventError("what.changes", .tooMany(limit: 1_000)))
        draft = self.page
        draft.context.sourceSequence = -1
        #expect(self.refusal(draft)?.field == "where.source_sequence")
        for field in ["status", "duration_us", "request_size", "response_size"] {
            for value in [-1, 9_007_199_254_740_992] {
                var detail = RequestDetail(method: "GET", url: "/")
                switch field {
                case "status": detail.status = value
                case "duration_us": detail.durationMicroseconds = Int64(value)
                case "request_size": detail.requestSize = Int64(value)
                default: detail.responseSize = Int64(value)
                }
                let error = self.refusal(Event.Draft(.request(detail)))
                #expect(error?.field == "what.detail.\(field)")
            }
        }
    }

    @Test func `bounds free JSON by size, depth and sum`() {
        func nested(_ depth: Int) -> CanonicalJSON {
            CanonicalJSON((1..<depth).reduce(["a]\\\"[": [:]] as JSON) { value, _ in ["b": value] })
        }
        var draft = self.page
        draft.metadata = nested(31)
        #expect(self.refusal(draft) == nil)
        draft.metadata = nested(32)
        #expect(self.refusal(draft) == EventError("what.metadata", .tooDeep(limit: 32)))
        draft.metadata = CanonicalJSON([1, 2])
        #expect(self.refusal(draft) == EventError("what.metadata", .expected("a JSON object")))
        draft.metadata = ["a": .string(String(repeating: "x", count: 262_144))]
        #expect(self.refusal(draft) == EventError("what.metadata", .tooLong(limit: 262_144)))
        draft.metadata = ["brackets": .string(String(repeating: "[", count: 1_000))]
        #expect(self.refusal(draft) == nil)
        let value = CanonicalJSON(.string(String(repeating: "x", count: 200_000)))
        draft.changes = ["a", "b", "c"].map { Event.Change(field: $0, old: value, new: value) }
        #expect(self.refusal(draft) == EventError("what", .tooLong(limit: 1_048_576)))
        var limits = EventLimits()
        limits.event = 10
        #expect(self.refusal(draft, limits)?.field == "what")
    }

    @Test func `refuses a field that changes twice`() {
        var draft = Event.Draft(.page(PageDetail(path: "/")))
        draft.changes = ["name", "age", "name"].map { Event.Change(field: $0, old: nil, new: nil) }
        #expect(self.refusal(draft) == EventError("what.changes[2].field", .repeated))
        // Names that only look alike are two fields.
        draft.changes = ["\u{e9}", "e\u{301}"].map { Event.Change(field: $0, old: nil, new: nil) }
        #expect(self.refusal(draft) == nil)
    }
}
