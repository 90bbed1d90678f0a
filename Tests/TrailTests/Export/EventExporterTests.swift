import Testing
import Trail
import TrailTesting

@Suite struct EventExporterTests {
    private func export(
        _ events: [SealedEvent],
        _ format: EventExporter.Format,
        kind: Event.Kind? = nil
    ) -> [UInt8] {
        var exporter = EventExporter(format, kind: kind)
        var output: [UInt8] = []
        exporter.begin(to: &output)
        for event in events { exporter.append(event, integrity: .intact, to: &output) }
        exporter.end(to: &output)
        return output
    }

    @Test(arguments: EventExporter.Format.allCases)
    func `writes the golden file of all kinds`(format: EventExporter.Format) throws {
        let output = self.export(try SealedEvent.golden(), format)
        try Golden.expect(output, in: "export/all.\(format.rawValue)")
    }

    @Test(arguments: Event.Kind.allCases)
    func `writes the golden columns of each kind`(kind: Event.Kind) throws {
        let events = [try SealedEvent.golden(kind)]
        try Golden.expect(self.export(events, .csv, kind: kind), in: "export/\(kind.rawValue).csv")
    }

    @Test func `writes what stands around no events`() throws {
        #expect(self.export([], .ndjson).isEmpty)
        #expect(self.export([], .json) == Array("[]\n".utf8))
        let header = String(decoding: self.export([], .csv, kind: .page), as: UTF8.self)
        #expect(header.hasPrefix("id,date,path,referer,session,ip_address,"))
        #expect(header.hasSuffix("\r\n"))
        #expect(header.split(separator: "\r\n").count == 1)
    }

    @Test func `gives every line as many cells as columns`() throws {
        let time = Timestamp(microseconds: 1_795_228_720_000_000)
        var samples = SampleEvents(seed: 9, time: time)
        var events = try SealedEvent.golden()
        for index in 0..<200 {
            events.append(.sealing(try samples.event(), index: UInt64(index), at: time))
        }
        for kind in [nil] + Event.Kind.allCases {
            let lines = CSVLines.of(self.export(events, .csv, kind: kind))
            #expect(lines.count == events.count + 1)
            #expect(Set(lines.map(\.count)).count == 1)
        }
    }

    @Test func `carries texts over unchanged`() throws {
        let lines = CSVLines.of(self.export([try SealedEvent.golden(.action)], .csv, kind: .action))
        let cells = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
        #expect(cells["remarks"] == "No\nway")
        #expect(cells["user"] == "42")
        #expect(cells["trace_id"] == "")
        #expect(cells["is_tampered"] == "false")
        #expect(cells["metadata"] == #"{"n":1.5,"plan":"pro"}"#)
        #expect(cells["targets"]?.hasPrefix(#"[{"id":"4711","label":"Order \"4711\"","#) == true)
    }

    @Test(
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
            ("\rx", "'\rx"), ("\n=x", "'\n=x"), ("=\"a\",b", "'=\"a\",b"), ("a=1", "a=1"),
            (" =1", " =1"), ("'=1", "'=1"),
        ]
    )
    func `leaves a spreadsheet nothing to run`(text: String, cell: String) throws {
        let now = Timestamp(microseconds: 1_795_228_720_000_000)
        let draft = Event.Draft(.login(LoginDetail(.failed, username: text)))
        let event = try Event(draft, tenant: .default, now: now)
        let sealed = SealedEvent.sealing(EncodedEvent(event, stated: .all), index: 0, at: now)
        let lines = CSVLines.of(self.export([sealed], .csv, kind: .login))
        let column = try #require(lines[0].firstIndex(of: "username"))
        #expect(lines[1][column] == cell)
    }
}

/// Reads RFC 4180 as a spreadsheet would.
private enum CSVLines {
    static func of(_ bytes: [UInt8]) -> [[String]] {
        var lines: [[String]] = []
        var line: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            let next = place + 1 < bytes.count ? bytes[place + 1] : nil
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && next == byte:
                cell.append(byte)
                place += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                line.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case UInt8(ascii: "\r") where !isQuoted && next == UInt8(ascii: "\n"):
                line.append(String(decoding: cell, as: UTF8.self))
                lines.append(line)
                (line, cell) = ([], [])
                place += 1
            default: cell.append(byte)
            }
            place += 1
        }
        return lines
    }
}
