import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct DjangoDumpWriterTests {
    private func dump(_ events: [SealedEvent]) -> [UInt8] {
        var exporter = EventExporter(.django)
        var output: [UInt8] = []
        exporter.begin(to: &output)
        for event in events { exporter.append(event, to: &output) }
        exporter.end(to: &output)
        return output
    }

    private func rows(_ dump: [UInt8]) throws -> [ImportRow] {
        var splitter = DumpSplitter()
        let pieces = dump.withUnsafeBytes { splitter.push($0) }
        splitter.finish()
        #expect(splitter.failure == nil)
        return try pieces.map { piece throws(EventError) in
            try ImportRow(parsing: piece.bytes)
        }
    }

    @Test func `what was imported is exported as it was, and imported again the same`() throws {
        let texts = [ImportSample.activity, ImportSample.action]
        let originals = try texts.map { try ImportRow(parsing: Array($0.utf8)) } + ImportSample.rows
        for original in originals {
            let first = try ImportSample.map(original)
            let rows = try self.rows(self.dump([ImportSample.sealed(first.event)]))
            let row = try #require(rows.last)
            #expect(row.model == original.model)
            #expect(row.key == original.key)
            for (name, value) in original.fields
            where !["date", "datetime", "action_time", "session"].contains(name) {
                #expect(row.fields[name] ?? .null == value, "\(original.model) \(name)")
            }
            var lookup = ImportSample.Lookup()
            for fact in rows where fact.model == "djaffar.sessioninfo" {
                lookup.agents[fact.keyText] = fact.fields["user_agent"]?.text
            }
            let mapper = ImportMapper(
                source: "django",
                tenant: try TenantID("acme"),
                zone: nil,
                leakGuard: .standard,
                lookup: lookup
            )
            let model = try #require(SeedModel(label: row.model))
            let second = try mapper.map(row, model)
            #expect(second.integrity == first.integrity)
            #expect(second.event.header == first.event.header)
            for name in SectionName.allCases {
                #expect(second.event.sections[name]?.text == first.event.sections[name]?.text)
            }
        }
    }

    @Test func `a visit's session stands before it, once`() throws {
        let event = ImportSample.sealed(try ImportSample.map(ImportSample.activity).event)
        let rows = try self.rows(self.dump([event, event]))
        #expect(
            rows.map(\.model) == [
                "sessions.session", "djaffar.sessioninfo", "djaffar.activity", "djaffar.activity",
            ]
        )
        #expect(rows[2].fields["session"] == rows[0].key)
    }

    @Test func `an event of Trail's own has the hash that the original checks`() throws {
        let time = Timestamp(microseconds: 1_795_228_720_118_744)
        var draft = Event.Draft(.login(LoginDetail(.login, username: "bob")))
        draft.occurredAt = time
        draft.actor = Event.Actor(type: .user, id: "2", isVerified: true)
        let event = try Event(draft, tenant: .default, now: time)
        let rows = try self.rows(self.dump([ImportSample.sealed(EncodedEvent(event, stated: []))]))
        let row = try #require(rows.first)
        #expect(row.fields["user"] == 2)
        #expect(try ImportSample.map(row).integrity == .verified)
    }

    @Test func `a claimed user is nobody's`() throws {
        let time = Timestamp(microseconds: 1_795_228_720_118_744)
        var draft = Event.Draft(.login(LoginDetail(.login, username: "bob")))
        draft.actor = Event.Actor(type: .user, id: "2")
        let event = try Event(draft, tenant: .default, now: time)
        let rows = try self.rows(self.dump([ImportSample.sealed(EncodedEvent(event, stated: []))]))
        #expect(rows.first?.fields["user"] == .null)
    }

    @Test func `an event whose section was erased is left out, and counted`() throws {
        let event = ImportSample.sealed(try ImportSample.map(ImportSample.activity).event)
        var sections = event.sections
        sections.what = .erased(digest: .emptyTree)
        let erased = SealedEvent(
            index: 0,
            recordedAt: event.recordedAt,
            leaf: event.leaf,
            header: event.header,
            sections: sections
        )
        var exporter = EventExporter(.django)
        var output: [UInt8] = []
        exporter.append(erased, to: &output)
        #expect(output.isEmpty)
        #expect(exporter.leftOut == 1)
    }
}
