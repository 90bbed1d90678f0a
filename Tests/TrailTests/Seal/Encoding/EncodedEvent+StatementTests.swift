import Testing
import TrailTesting

@testable import Trail

@Suite struct EncodedEventStatementTests {
    private func statement(_ event: EncodedEvent, namingTenant: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = []
        event.appendStatement(to: &bytes, namingTenant: namingTenant)
        return bytes
    }

    @Test func `has its golden bytes`() throws {
        var draft = Event.Draft(.page(PageDetail(path: "/orders")))
        draft.id = EventID("0195504e-8a00-7c3d-8e4f-aabbccddeeff")
        draft.occurredAt = Timestamp(microseconds: 1_772_366_399_999_999)
        draft.actor = Event.Actor(type: .user, id: "u1", isVerified: true)
        draft.context.source = "web-3"
        draft.context.sourceSequence = 7
        draft.metadata = ["big": .digits("12345678901234567890")]
        let event = try Event(draft, tenant: TenantID("acme.eu"), now: Timestamp(microseconds: 0))
        let encoded = EncodedEvent(event, stated: .all)
        let begin =
            #"{"action":"page.view","id":"0195504e-8a00-7c3d-8e4f-aabbccddeeff","kind":"page","#
            + #""occurred_at":"2026-03-01T11:59:59.999999Z","outcome":"success","#
        let end =
            #""v":1,"what":{"detail":{"path":"/orders"},"#
            + #""metadata":{"big":"number:12345678901234567890"}},"#
            + #""where":{"source":"web-3","source_sequence":7},"#
            + #""who":{"id":"u1","type":"user","verified":true}}"#
        #expect(
            String(decoding: self.statement(encoded), as: UTF8.self)
                == begin + #""tenant":"acme.eu","# + end
        )
        #expect(
            String(decoding: self.statement(encoded, namingTenant: false), as: UTF8.self)
                == begin + end
        )
    }

    @Test func `is read as what was encoded, byte for byte`() throws {
        let now = Timestamp(microseconds: 1_772_366_400_000_000)
        var samples = SampleEvents(seed: 11, time: now)
        for number in 0..<400 {
            var draft = samples.draft()
            draft.outcome = draft.outcome ?? .denied
            if number % 2 == 0 {
                draft.metadata = [
                    "digits": .digits("-12345678901234567890.5"), "bytes": .bytes([0, 255]),
                    "text": "number:1", "tag": "string:", "integer": .integer(.max),
                    "half": 0.5, "nested": [["ä": nil]],
                ]
                draft.changes = [
                    Event.Change(field: "f", old: CanonicalJSON("bytes:AA"), new: nil)
                ]
            }
            let event = try Event(draft, tenant: .default, now: now)
            let sent = EncodedEvent(event, stated: .all)
            let read = try Event.Draft(parsing: self.statement(sent))
            let received = EncodedEvent(
                try Event(read, tenant: .default, now: Timestamp(microseconds: 0)),
                stated: .all
            )
            #expect(received.header == sent.header)
            for name in SectionName.allCases {
                #expect(received.sections[name]?.text == sent.sections[name]?.text)
            }
        }
    }

    @Test func `what a recorder lost is a claim elsewhere, and accepted there`() throws {
        let now = Timestamp(microseconds: 5)
        let loss = LossEvent.draft(Loss(count: 3, from: now, to: now), .overloaded)
        let encoder = DraftEncoder(
            tenant: .default,
            limits: EventLimits(),
            enrichers: EnricherChain([])
        )
        let own = try encoder.encode(own: loss, at: now)
        let read = try Event.Draft(parsing: self.statement(own))
        #expect(read.action?.name == "source.events_lost")
        let received = try encoder.encode(read, at: now)
        #expect(received.sections.what?.text == own.sections.what?.text)
    }
}
