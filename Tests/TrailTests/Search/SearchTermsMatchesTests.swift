import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct SearchTermsMatchesTests {
    private func event(_ draft: Event.Draft) throws -> SealedEvent {
        let event = EncodedEvent(
            try Event(draft, tenant: .default, now: .now()),
            stated: []
        )
        return SealedEvent(
            index: 0,
            recordedAt: .now(),
            leaf: .emptyTree,
            header: event.header,
            sections: event.sections
        )
    }

    private func isFound(_ text: String, _ event: SealedEvent) throws -> Bool {
        try SearchTerms(text).matches(event)
    }

    private func invoice() throws -> SealedEvent {
        var row = CRUDDetail(.update, model: "billing.Invoice")
        row.after = try CanonicalJSON(
            parsing: Array(#"{"total":4711.25,"note":"Zahlung für März"}"#.utf8)
        )
        var draft = Event.Draft(.crud(row))
        draft.actor = Event.Actor(type: .user, id: "u-17", name: "Zoë Größe", isVerified: true)
        draft.actor?.onBehalfOf = Event.Represented(id: "boss")
        draft.context.ip = "203.0.113.7"
        draft.context.userAgent = "curl/8.5.0"
        draft.context.requestID = "018f3a4e-7c1b-7def-8000-0123456789ab"
        draft.targets = [
            Event.Target(type: "invoice", id: "INV-2026-0042", label: "Paid in full"),
            Event.Target(type: "customer", id: "9"),
        ]
        draft.changes = [
            Event.Change(
                field: "state",
                old: CanonicalJSON(.string("open")),
                new: try CanonicalJSON(parsing: Array("12".utf8))
            )
        ]
        draft.metadata = try CanonicalJSON(
            parsing: Array(#"{"ticket":88123,"list":["alpha","beta"]}"#.utf8)
        )
        return try self.event(draft)
    }

    @Test(
        arguments: [
            "zoe", "GRÖSSE", "grosse zoe", "u-17", "boss", "203.0.113.7", "203.0.*", "curl",
            "018f3a4e-7c1b-7def-8000-0123456789ab", "018F3A4E-7C*", "018f3a4e*", "INV-2026-0042",
            "inv*", "\"in full\"", "\"paid in f\"*", "customer", "state open", "12", "88123",
            "alpha beta", "4711.25", "billing.invoice", "marz", "invoice.update", "\"Zoë Größe\"",
        ]
    )
    func `finds what an event says`(text: String) throws {
        let event = try self.invoice()
        #expect(try self.isFound(text, event))
    }

    @Test(
        arguments: [
            "zo", "full paid absent", "\"full paid\"", "\"update zoe\"", "203.0.113", "user",
            "after", "\"alpha beta\"", "verified", "u-1", "\"open 12\"",
        ]
    )
    func `does not find what it does not say`(text: String) throws {
        let event = try self.invoice()
        #expect(try !self.isFound(text, event))
    }

    @Test func `leaves out keys, figures of exchanges and coordinates`() throws {
        var request = RequestDetail(method: "GET", url: "/a", query: nil)
        request.status = 404
        request.durationMicroseconds = 987_654
        var draft = Event.Draft(.request(request))
        draft.context.geo = Event.Geo()
        draft.context.geo?.latitude = "48.2"
        let event = try self.event(draft)
        for text in ["404", "987654", "48.2", "method", "latitude", "detail"] {
            #expect(try !self.isFound(text, event), "\(text)")
        }
        #expect(try self.isFound("get a", event))
    }

    @Test func `reads texts as they were before they were sealed`() throws {
        var detail = SystemDetail(.error, category: "disk", eventName: "full")
        detail.message = "line one\nline \"two\"\u{1F600}\\three \u{7}four"
        let event = try self.event(Event.Draft(.system(detail)))
        for text in ["\"one line\"", "two", "three", "four"] {
            #expect(try self.isFound(text, event), "\(text)")
        }
        #expect(try !self.isFound("nline", event))
    }

    @Test func `finds nothing by what was erased`() throws {
        let event = try self.invoice()
        for (name, text) in [(SectionName.who, "zoe"), (.where, "curl"), (.what, "billing")] {
            var sections = event.sections
            sections[name] = sections[name].map { .erased(digest: $0.digest(as: name)) }
            let erased = SealedEvent(
                index: event.index,
                recordedAt: event.recordedAt,
                leaf: event.leaf,
                header: event.header,
                sections: sections
            )
            #expect(try self.isFound(text, event))
            #expect(try !self.isFound(text, erased))
        }
    }

    @Test func `reads any bytes whatever without leaving them`() throws {
        let event = try self.invoice()
        let text = try #require(event.sections.what?.text)
        var generator = SeededGenerator(seed: 3)
        let terms = try SearchTerms("absent* \"a b\"")
        for _ in 0..<5_000 {
            var altered = text
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: altered.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: altered[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: altered[place] = Array("\"\\{}[],:%-".utf8).randomElement() ?? 0
                default: altered.removeSubrange(place...)
                }
                if altered.isEmpty { altered = [0] }
            }
            var words = WordList()
            altered.withUnsafeBufferPointer { bytes in
                _ = SearchableText.read(.what, bytes, &words) { list in
                    _ = terms.terms.map(list.contains)
                    return true
                }
            }
        }
    }
}
