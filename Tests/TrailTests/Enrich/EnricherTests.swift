import Testing

@testable import Trail

struct EnricherChainTests {
    struct Append: Enricher {
        var text: String

        func enrich(_ draft: Event.Draft) -> Event.Draft {
            var draft = draft
            draft.context.browser = (draft.context.browser ?? "") + self.text
            return draft
        }
    }

    @Test func `enrichers see a draft in their order`() {
        let chain = EnricherChain([Append(text: "a"), Append(text: "b"), Append(text: "c")])
        #expect(chain.enrich(.sample(1)).context.browser == "abc")
    }

    @Test func `an empty chain leaves a draft as it is`() {
        #expect(EnricherChain([]).enrich(.sample(1)) == .sample(1))
    }
}

struct DraftEncoderTests {
    private func encoder(_ enrichers: [any Enricher] = []) -> DraftEncoder {
        DraftEncoder(
            tenant: .default,
            limits: EventLimits(),
            enrichers: EnricherChain(enrichers),
            leakGuard: .standard
        )
    }

    private let now = Timestamp(microseconds: 5)

    @Test func `what an enricher adds is not what the caller stated`() throws {
        let draft = Event.Draft(.page(PageDetail(path: "/")))
        let event = try self.encoder([EnricherChainTests.Append(text: "a")])
            .encode(draft, at: self.now)
        #expect(event.sections.where != nil)
        #expect(event.stated == .what)
        #expect(event.header.occurredAt == self.now)
    }

    @Test func `what the caller gave is stated`() throws {
        var draft = Event.Draft.sample(7, id: EventID.random(at: self.now))
        draft.actor = Event.Actor(type: .user, id: "ada")
        draft.context.ip = "192.0.2.1"
        let event = try self.encoder().encode(draft, at: self.now)
        #expect(event.stated == .all)
        #expect(event.header.id == draft.id)
        #expect(event.number == 7)
    }

    @Test(arguments: [
        ("retention", "rows_removed"), ("erasure", "sections_erased"), ("erasure", "completed"),
        ("recording", "events_lost"),
    ])
    func `what only Trail may say is not taken from callers`(category: String, name: String) throws
    {
        let draft = Event.Draft(.system(SystemDetail(.info, category: category, eventName: name)))
        let error = #expect(throws: EventError.self) {
            try self.encoder().encode(draft, at: self.now)
        }
        #expect(error?.field == "action")
        #expect(throws: Never.self) { try self.encoder().encode(own: draft, at: self.now) }
    }

    @Test func `a draft that is out of bounds names its field`() {
        let error = #expect(throws: EventError.self) {
            try self.encoder().encode(.invalid, at: self.now)
        }
        #expect(error?.field == "what.detail.path")
    }
}
