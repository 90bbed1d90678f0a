import MerkleLog
import Testing
import Trail
import TrailTesting

@Suite struct EventJSONWriterTests {
    private func json(
        _ event: SealedEvent,
        _ integrity: EventIntegrity = .intact
    ) -> [UInt8] {
        var writer = EventJSONWriter()
        var output: [UInt8] = []
        writer.append(event, integrity: integrity, to: &output)
        return output
    }

    private func object(
        _ event: SealedEvent,
        _ integrity: EventIntegrity = .intact
    ) throws -> [String: JSON] {
        guard case .object(let members) = try Self.parse(self.json(event, integrity)) else {
            return [:]
        }
        return members
    }

    private static func parse(_ text: [UInt8]) throws -> JSON {
        try CanonicalJSON(parsing: text, depth: 64).value
    }

    @Test(arguments: Event.Kind.allCases)
    func `writes the golden bytes of each kind`(kind: Event.Kind) throws {
        let output = self.json(try SealedEvent.golden(kind))
        _ = try Self.parse(output)
        try Golden.expect(output, in: "event/\(kind.rawValue).json")
    }

    @Test func `writes nulls for what was erased`() throws {
        let event = try SealedEvent.golden(.request)
        for name in SectionName.allCases {
            var sections = event.sections
            sections[name] = .erased(digest: .emptyTree)
            let output = self.json(event.with(sections))
            _ = try Self.parse(output)
            try Golden.expect(output, in: "event/erased-\(name.rawValue).json")
        }
        let digest = Section.erased(digest: .emptyTree)
        let nothing = Sections(who: digest, where: digest, what: digest)
        let output = self.json(try SealedEvent.golden(.crud).with(nothing))
        try Golden.expect(output, in: "event/erased-all.json")
    }

    @Test func `writes an anonymous event that says little`() throws {
        let now = try #require(Timestamp("2026-11-21T02:38:41Z"))
        var draft = Event.Draft(.login(LoginDetail(.logout)))
        draft.id = EventID("01a0c450-6c76-7be7-a9e1-000000000009")
        let event = try Event(draft, tenant: .default, now: now)
        let sealed = SealedEvent.sealing(EncodedEvent(event, stated: .all), index: 9, at: now)
        try Golden.expect(self.json(sealed, .unchecked), in: "event/bare.json")
    }

    @Test func `keeps claims out of user`() throws {
        let event = try SealedEvent.golden(.login)
        var sections = event.sections
        let salt = try #require(Salt(Array(repeating: 7, count: Salt.byteCount)))
        let who = #"{"id":"42","type":"user","verified":false}"#
        sections.who = .sealed(text: Array(who.utf8), salt: salt)
        let object = try self.object(event.with(sections))
        #expect(object["user"] == .null)
        guard case .object(let actor) = object["actor"] else {
            Issue.record("no actor")
            return
        }
        #expect(actor["id"] == .string("42"))
        #expect(actor["verified"] == .bool(false))
    }

    @Test(
        arguments: [
            (0, "0"), (1, "0.001"), (50, "0.05"), (999, "0.999"), (1_000, "1"), (1_500, "1.5"),
            (1_000_000, "1000"), (1_234_567, "1234.567"),
            (9_007_199_254_740_991, "9007199254740.991"),
        ] as [(Int64, String)]
    )
    func `writes milliseconds exactly`(microseconds: Int64, milliseconds: String) throws {
        let now = try #require(Timestamp("2026-11-21T02:38:41Z"))
        var request = RequestDetail(method: "GET", url: "/")
        request.durationMicroseconds = microseconds
        let event = try Event(Event.Draft(.request(request)), tenant: .default, now: now)
        let sealed = SealedEvent.sealing(EncodedEvent(event, stated: .all), index: 0, at: now)
        let text = String(decoding: self.json(sealed), as: UTF8.self)
        #expect(text.contains("\"response_time_ms\":\(milliseconds),\""))
    }

    @Test func `shows the row of a deletion as it was`() throws {
        let now = try #require(Timestamp("2026-11-21T02:38:41Z"))
        let row: CanonicalJSON = ["id": .integer(1), "name": .string("\"x\"")]
        let draft = Event.Draft(.crud(CRUDDetail(.delete, model: "m", before: row)))
        let event = try Event(draft, tenant: .default, now: now)
        let sealed = SealedEvent.sealing(EncodedEvent(event, stated: .all), index: 0, at: now)
        let object = try self.object(sealed)
        #expect(object["object_json_repr"] == .string(#"{"id":1,"name":"\"x\""}"#))
        #expect(object["changed_fields"] == .null)
        #expect(object["changes"] == .array([]))
    }

    @Test func `says what is known of tampering`() throws {
        let event = try SealedEvent.golden(.page)
        #expect(try self.object(event, .unchecked)["is_tampered"] == .null)
        #expect(try self.object(event, .intact)["is_tampered"] == .bool(false))
        #expect(try self.object(event, .tampered)["is_tampered"] == .bool(true))
        #expect(EventIntegrity(of: event) == .tampered)
        let sealed = SealedEvent(
            index: event.index,
            recordedAt: event.recordedAt,
            leaf: LeafData.hash(of: event),
            header: event.header,
            sections: event.sections
        )
        #expect(EventIntegrity(of: sealed) == .intact)
    }

    @Test func `writes strict JSON of any event`() throws {
        let time = Timestamp(microseconds: 1_795_228_720_000_000)
        var samples = SampleEvents(seed: 7, time: time)
        var writer = EventJSONWriter()
        for index in 0..<500 {
            let event = SealedEvent.sealing(try samples.event(), index: UInt64(index), at: time)
            var output: [UInt8] = []
            writer.append(event, integrity: .intact, to: &output)
            #expect(throws: Never.self) { try Self.parse(output) }
            // Nothing of the event before is left in the tables.
            #expect(output == self.json(event))
        }
    }

    @Test func `writes strict JSON of events that were altered`() throws {
        let time = Timestamp(microseconds: 1_795_228_720_000_000)
        var generator = SeededGenerator(seed: 8)
        var samples = SampleEvents(seed: 8, time: time)
        for index in 0..<1_500 {
            let event = SealedEvent.sealing(try samples.event(), index: UInt64(index), at: time)
            var sections = event.sections
            for name in SectionName.allCases {
                guard case .sealed(let text, let salt) = sections[name] else { continue }
                let altered = Mutation.of(text, using: &generator)
                sections[name] = .sealed(text: altered, salt: salt)
            }
            let altered = event.with(sections)
            #expect(throws: Never.self) { try Self.parse(self.json(altered, .tampered)) }
            // Nothing is promised of what is not known to be altered, but that it ends.
            #expect(!self.json(altered, .unchecked).isEmpty)
        }
    }
}
