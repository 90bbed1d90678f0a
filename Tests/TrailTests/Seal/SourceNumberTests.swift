import Testing

@testable import Trail

@Suite struct SourceNumberTests {
    private func event(
        _ sequence: Int64?,
        source: String? = "web-3",
        ip: String? = "192.0.2.1"
    ) throws -> EncodedEvent {
        var draft = Event.Draft(.page(PageDetail(path: "/")))
        draft.id = EventID("0195504e-8a00-7c3d-8e4f-aabbccddeeff")
        draft.context.ip = ip
        draft.context.userAgent = "u"
        draft.context.source = source
        draft.context.sourceSequence = sequence
        return EncodedEvent(
            try Event(draft, tenant: .default, now: Timestamp(microseconds: 0)),
            stated: .all
        )
    }

    @Test func `is found in a text, escapes and all`() throws {
        let text = try #require(try self.event(17, source: "a\"b").sections.where?.text)
        let found = try #require(SourceNumber(of: text))
        #expect(found.source == "a\"b" && found.number == 17)
        #expect(SourceNumber(of: Array("{}".utf8)) == nil)
        #expect(SourceNumber(of: Array("nonsense".utf8)) == nil)
        #expect(SourceNumber(of: []) == nil)
    }

    @Test func `does not make another event of a repetition`() throws {
        let first = try self.event(1)
        for again in [try self.event(2), try self.event(nil, source: nil), first] {
            #expect(again.repeats(first.header, first.sections))
        }
        let other = try self.event(1, ip: "192.0.2.2")
        #expect(!other.repeats(first.header, first.sections))
        let without = try self.event(1, ip: nil)
        #expect(!without.repeats(first.header, first.sections))
    }
}
