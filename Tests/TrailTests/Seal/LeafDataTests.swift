import MerkleLog
import Testing
import Trail

@Suite struct LeafDataTests {
    private func event(_ sections: Sections) throws -> SealedEvent {
        SealedEvent(
            index: 41,
            recordedAt: Timestamp(microseconds: 1_772_366_400_000_007),
            leaf: .emptyTree,
            header: EventHeader(
                id: try #require(EventID("0195504e-8a00-7c3d-8e4f-aabbccddeeff")),
                tenant: try TenantID("acme.eu"),
                kind: .crud,
                occurredAt: Timestamp(microseconds: 1_772_366_399_999_999),
                action: try Action("document.delete"),
                outcome: .denied
            ),
            sections: sections
        )
    }

    private func section(_ text: String, salt: UInt8) throws -> Section {
        .sealed(
            text: Array(text.utf8),
            salt: try #require(Salt([UInt8](repeating: salt, count: 16)))
        )
    }

    private let header =
        #"{"action":"document.delete","id":"0195504e-8a00-7c3d-8e4f-aabbccddeeff","kind":"crud","#
        + #""occurred_at":"2026-03-01T11:59:59.999999Z","outcome":"denied","#
        + #""recorded_at":"2026-03-01T12:00:00.000007Z","tenant":"acme.eu","v":1"#

    @Test func `has its golden bytes`() throws {
        let event = try self.event(
            Sections(
                who: self.section(#"{"id":"u1","type":"user","verified":true}"#, salt: 1),
                where: self.section(#"{"ip":"192.0.2.1"}"#, salt: 2),
                what: self.section(#"{"detail":{"event_type":3,"model":"document"}}"#, salt: 3)
            )
        )
        #expect(
            String(decoding: LeafData.bytes(of: event), as: UTF8.self)
                == self.header
                + #","what":"8e9aea6e8460a278e10a31ecc50ab0f8064c8f5d58a9b9f67e035bd691ee027a"#
                + #"","where":"84111c9de91c605dd48e584996b9360ebfc4539ed340511c852b2b24be69e14b"#
                + #"","who":"e8349cbff22611a150ce55d182b06c0dcb7af38b034ba9e5485dd28cc062d1a7"}"#
        )
        #expect(
            LeafData.hash(of: event).hex
                == "8f07399b4eb2731e4227db8801384940a8282d61333684f5278de7b9f0b499da"
        )
    }

    @Test func `leaves out what an event does not say`() throws {
        let event = try self.event(Sections())
        #expect(String(decoding: LeafData.bytes(of: event), as: UTF8.self) == self.header + "}")
    }

    @Test func `is the same once a section is erased`() throws {
        var sections = Sections(who: try self.section(#"{"id":"u1"}"#, salt: 9))
        let before = try LeafData.bytes(of: self.event(sections))
        let digest = try #require(sections.who?.digest(as: .who))
        sections.who = .erased(digest: digest)
        #expect(try LeafData.bytes(of: self.event(sections)) == before)
    }

    @Test func `commits a section under its name and salt`() throws {
        let one = try self.section("{}", salt: 1)
        let other = try self.section("{}", salt: 2)
        let digests = SectionName.allCases.map { one.digest(as: $0) }
        #expect(Set(digests + [other.digest(as: .who)]).count == 4)
    }

    @Test func `is canonical JSON`() throws {
        let event = try self.event(Sections(who: self.section("{}", salt: 1)))
        let bytes = LeafData.bytes(of: event)
        #expect(try CanonicalJSON(parsing: bytes).bytes == bytes)
    }
}
