#if Excel
import Foundation
import Testing
import Trail
import TrailTesting

@testable import TrailExcel

@Suite struct WorkbookCheckTests {
    private let folder: TemporaryFolder
    private var path: String { self.folder.path + "/x.xlsx" }

    init() throws {
        self.folder = try TemporaryFolder()
        var writer = try LibraryWriter(
            path: self.folder.path + "/x.xlsx",
            temporary: self.folder.path,
            sheet: "events",
            columns: ["id", "name"]
        )
        for row in 0..<3_000 { try writer.append([.number(Double(row)), .text("ada \(row)")]) }
        try writer.beginSheet()
        try writer.append([.number(1), .text("bob")])
        try writer.close()
    }

    private var bytes: [UInt8] {
        get throws { Array(try Data(contentsOf: URL(fileURLWithPath: self.path))) }
    }

    /// How many bytes the rows of both sheets have.
    private var sizes: [Int] {
        get throws {
            let parts = try ZipFile(self.bytes).parts
            return try (1...2).map { number in
                let sheet = try #require(parts["xl/worksheets/sheet\(number).xml"])
                let start = try #require(sheet.range(of: "<sheetData>")?.upperBound)
                let end = try #require(sheet.range(of: "</sheetData>")?.lowerBound)
                return sheet[start..<end].utf8.count
            }
        }
    }

    private func check(_ sizes: [Int]) throws {
        try WorkbookCheck(path: self.path).expect(sizes)
    }

    @Test func `passes what is whole, and notices a sheet that lacks rows`() throws {
        let sizes = try self.sizes
        try self.check(sizes)
        for wrong in [[sizes[0] - 1, sizes[1]], [sizes[0], sizes[1] + 1], [sizes[1], sizes[0]]] {
            #expect(throws: WorkbookError.self) { try self.check(wrong) }
        }
        #expect(throws: WorkbookError.self) { try self.check(sizes + [100]) }
    }

    @Test func `tells XML that is whole from what is not`() {
        func isWhole(_ text: String) -> Bool {
            var part = PartText()
            for byte in text.utf8 {
                withUnsafePointer(to: byte) { part.add(.init(start: $0, count: 1)) }
            }
            return part.isWhole
        }
        let whole = "<?xml version=\"1.0\"?>\n<a:b c=\"d\"><e/></a:b>"
        #expect(isWhole(whole))
        for count in 0..<whole.count {
            #expect(!isWhole(String(whole.prefix(count))))
            #expect(count == 0 || !isWhole(String(whole.suffix(count))))
        }
    }

    @Test func `takes no file that is cut off for a workbook`() throws {
        let (whole, sizes) = (try self.bytes, try self.sizes)
        for length in [0, 1, 21, 22, 1_000, whole.count - 23, whole.count - 2, whole.count - 1] {
            try Data(whole.prefix(length)).write(to: URL(fileURLWithPath: self.path))
            #expect(throws: WorkbookError.self, "\(length)") { try self.check(sizes) }
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `reads damaged files without harm`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bytes = try self.bytes
        let sizes = try self.sizes
        // Heads, directory and end: where the numbers are.
        let start = seed % 2 == 0 ? max(0, bytes.count - 700) : 0
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let place = Int.random(in: start..<bytes.count, using: &random)
            bytes[place] = Bool.random(using: &random) ? 0xFF : .random(in: 0...255, using: &random)
        }
        try Data(bytes).write(to: URL(fileURLWithPath: self.path))
        // Whatever it comes to: neither a crash nor a loop without end.
        _ = try? self.check(sizes)
    }

    @Test func `follows the numbers of a large file, which are elsewhere`() throws {
        let (bytes, sizes) = (try self.bytes, try self.sizes)
        let end = bytes.count - 22
        func number(_ place: Int) throws -> Int { try bytes.number(at: place, 4) }
        let (size, offset) = (try number(end + 12), try number(end + 16))
        func wide(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(number >> (8 * $0) & 0xFF) } }
        var record = [UInt8](repeating: 0, count: 56)
        record.replaceSubrange(40..<56, with: wide(size) + wide(offset))
        var last = Array(bytes[end...])
        last.replaceSubrange(12..<20, with: [UInt8](repeating: 0xFF, count: 8))
        let locator = [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + wide(end) + [1, 0, 0, 0]
        try Data(bytes[..<end] + record + locator + last).write(to: URL(fileURLWithPath: self.path))
        try self.check(sizes)
    }
}
#endif
