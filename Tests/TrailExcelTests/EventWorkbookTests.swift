import Foundation
import MerkleLog
import Testing
import Trail

@testable import TrailExcel

@Suite struct EventWorkbookTests {
    private static let time = Timestamp(microseconds: 1_795_228_720_000_000)

    private func events(_ details: [Event.Detail]) throws -> [(SealedEvent, EventIntegrity)] {
        try details.enumerated().map { place, detail in
            let event = try Event(Event.Draft(detail), tenant: .default, now: Self.time)
            let encoded = EncodedEvent(event, stated: .all)
            let sealed = SealedEvent(
                index: UInt64(place),
                recordedAt: Self.time,
                leaf: .emptyTree,
                header: encoded.header,
                sections: encoded.sections
            )
            return (sealed, .intact)
        }
    }

    @Test func `what stands for a workbook in a build without them begins none`() {
        #expect(!MissingWriter.isAvailable)
        #expect(throws: WorkbookError.notBuiltIn) {
            _ = try MissingWriter(path: "", temporary: "", sheet: "x", columns: ["a"])
        }
        #expect("\(WorkbookError.notBuiltIn)".contains("--traits Excel"))
    }

    #if Excel
    /// The parts of the workbook that holds `events`, by name.
    private func parts(
        _ events: [(SealedEvent, EventIntegrity)],
        kind: Event.Kind?,
        rowsInSheet: Int = EventWorkbook.rowsInSheet
    ) throws -> [String: String] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("trail-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("x.xlsx").path
        let workbook = try EventWorkbook(
            kind: kind,
            path: path,
            temporary: folder.path,
            rowsInSheet: rowsInSheet
        )
        for event in events { try workbook.append([event]) }
        try workbook.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["x.xlsx"], "nothing else is left in the folder")
        return try ZipFile(Array(Data(contentsOf: URL(fileURLWithPath: path)))).parts
    }

    private func login(_ name: String) -> Event.Detail {
        .login(LoginDetail(.failed, username: name))
    }

    @Test func `has a header and a row an event, each value of its own type`() throws {
        var request = RequestDetail(method: "GET", url: "/a")
        request.status = 404
        request.durationMicroseconds = 1_500
        let parts = try self.parts(try self.events([.request(request)]), kind: .request)
        let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
        #expect(sheet.contains(#"<c r="A1" t="inlineStr"><is><t>id</t></is></c>"#))
        #expect(sheet.contains(#"<c r="B2" t="inlineStr"><is><t>/a</t></is></c>"#))
        #expect(sheet.contains(#"<c r="F2"><v>404</v></c>"#))
        #expect(sheet.contains(#"<c r="G2"><v>1.5</v></c>"#))
        #expect(sheet.contains(#"t="b"><v>0</v></c>"#), "is_tampered is a truth value")
        #expect(parts["xl/workbook.xml"]?.contains(#"<sheet name="request events""#) == true)
    }

    @Test(arguments: ["=1+1", "@SUM(A1)", "+1", "-1", "=HYPERLINK(\"x\")", "{=1}", "123", "1e5"])
    func `writes texts as texts, formulas or not`(name: String) throws {
        let parts = try self.parts(try self.events([self.login(name)]), kind: .login)
        let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
        let text = name.replacing("\"", with: "&quot;")
        let plain = sheet.contains("<is><t>\(name)</t></is>")
        #expect(plain || sheet.contains("<is><t>\(text)</t></is>"))
        #expect(!sheet.contains("<f>"))
        #expect(parts.keys.allSatisfy { !$0.contains("hyperlink") })
    }

    @Test func `holds to what XML and cells allow`() throws {
        let odd = "a\u{1}b\u{FFFF}<&>\"\u{1F600} _x0041_"
        let events = try self.events([self.login(odd)])
        let sheet = try #require(
            try self.parts(events, kind: .login)["xl/worksheets/sheet1.xml"]
        )
        #expect(sheet.contains("a\u{FFFD}b\u{FFFD}&lt;&amp;&gt;"))
        #expect(sheet.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A || $0 == 0x0D })
    }

    @Test func `goes on in another sheet where one is full`() throws {
        let events = try self.events((0..<7).map { self.login("u\($0)") })
        let parts = try self.parts(events, kind: nil, rowsInSheet: 3)
        let sheets = parts.filter { $0.key.hasPrefix("xl/worksheets/sheet") }
        #expect(sheets.count == 3)
        let rows = (1...3).map { number in
            parts["xl/worksheets/sheet\(number).xml"]?.components(separatedBy: "<row ").count
        }
        // One before the first row, the header, and the events.
        #expect(rows == [5, 5, 3])
        #expect(parts["xl/worksheets/sheet3.xml"]?.contains("<t>u6</t>") == true)
        #expect(parts["xl/workbook.xml"]?.contains(#"<sheet name="events 3""#) == true)
        #expect(sheets.values.allSatisfy { $0.contains("<t>id</t>") })
    }

    @Test func `leaves no file behind that nobody wants any more`() throws {
        var workbook: TemporaryWorkbook? = try TemporaryWorkbook(kind: .login)
        let path = try #require(workbook?.path)
        try workbook?.workbook.append(try self.events([self.login("ada")]))
        try workbook?.workbook.close()
        let attributes = try FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path
        )
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(FileManager.default.fileExists(atPath: path))
        workbook = nil
        #expect(!FileManager.default.fileExists(atPath: path))
        let unclosed = try TemporaryWorkbook(kind: nil).path
        #expect(!FileManager.default.fileExists(atPath: unclosed))
    }
    @Test func `gives back the disk's room of one that was given up`() throws {
        let open = "/proc/self/fd"
        // Elsewhere nothing tells which files are open.
        guard FileManager.default.fileExists(atPath: open) else { return }
        var workbook: TemporaryWorkbook? = try TemporaryWorkbook(kind: .login)
        let folder = try #require(workbook.map { ($0.path as NSString).deletingLastPathComponent })
        for _ in 0..<200 { try workbook?.workbook.append(try self.events([self.login("ada")])) }
        func held() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: open)
                .compactMap {
                    try? FileManager.default.destinationOfSymbolicLink(atPath: open + "/" + $0)
                }
                .count { $0.contains((folder as NSString).lastPathComponent) }
        }
        // The lock, and the sheet, which has no name.
        #expect(try held() == 2)
        workbook = nil
        #expect(try held() == 0)
    }

    @Test func `says where the disk does not take a sheet`() throws {
        guard let full = fopen("/dev/full", "w") else { return }
        let file = SheetFile(full, in: "/there")
        try file.check()
        fputs("x", full)
        #expect(throws: WorkbookError.outOfSpace("/there")) { try file.size() }
        // What could not be written is forgotten; that it was not, stays.
        #expect(throws: WorkbookError.self) { try file.size() }
        file.discard()
    }

    @Test func `gives back what the library leaves open where it fails`() throws {
        let open = "/proc/self/fd"
        guard FileManager.default.fileExists(atPath: open) else { return }
        let temporary = try TemporaryFolder()
        let workbook = try EventWorkbook(
            kind: .login,
            path: temporary.path + "/absent/x.xlsx",
            temporary: temporary.path,
            rowsInSheet: 1
        )
        try workbook.append(try self.events([self.login("ada"), self.login("bob")]))
        #expect(throws: WorkbookError.self) { try workbook.close() }
        let name = (temporary.path as NSString).lastPathComponent
        let held = try FileManager.default.contentsOfDirectory(atPath: open).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: open + "/" + $0)
        }
        #expect(held.count { $0.contains(name) } == 1, "the lock")
        #expect(throws: WorkbookError.self) { try workbook.close() }
        #expect(throws: WorkbookError.self) {
            try workbook.append(try self.events([self.login("eve")]))
        }
    }
    #else
    @Test func `says how to build it in`() {
        #expect(!EventWorkbook.isAvailable)
        #expect(throws: WorkbookError.notBuiltIn) { try TemporaryWorkbook(kind: nil) }
    }
    #endif
}
