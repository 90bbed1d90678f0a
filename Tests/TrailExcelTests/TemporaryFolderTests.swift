import Foundation
import Testing
import Trail
import TrailExcel

@Suite struct TemporaryFolderTests {
    private let parent: String

    init() throws {
        self.parent = NSTemporaryDirectory() + "/trail-folders-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: self.parent,
            withIntermediateDirectories: false
        )
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: self.parent) }
    }

    @Test func `removes what a killed process left, and nothing that is in use`() throws {
        defer { try? FileManager.default.removeItem(atPath: self.parent) }
        let used = try TemporaryFolder(in: self.parent)
        // As a kill leaves them: one with its lock, which the system took back, and two still
        // without, of which one may be about to be locked.
        let left = self.parent + "/trail-export-killed"
        let begun = self.parent + "/trail-export-begun"
        let stale = self.parent + "/trail-export-stale"
        for folder in [left, begun, stale] {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false
            )
        }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -120)],
            ofItemAtPath: stale
        )
        try Data().write(to: URL(fileURLWithPath: left + "/lock"))
        try Data("ada".utf8).write(to: URL(fileURLWithPath: left + "/export.xlsx"))
        try Data().write(to: URL(fileURLWithPath: self.parent + "/other"))
        // A link leads to what may be anybody's.
        let elsewhere = self.parent + "/elsewhere"
        try FileManager.default.moveItem(atPath: left, toPath: elsewhere)
        try FileManager.default.createSymbolicLink(
            atPath: left,
            withDestinationPath: elsewhere
        )
        TemporaryFolder.removeLeftovers(in: self.parent)
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).count == 2)
        try FileManager.default.removeItem(atPath: left)
        try FileManager.default.moveItem(atPath: elsewhere, toPath: left)

        let next = try TemporaryFolder(in: self.parent)
        let expected = [used.path, next.path, begun].map { ($0 as NSString).lastPathComponent }
        #expect(try self.names.sorted() == (expected + ["other"]).sorted())
    }

    @Test func `goes with the last who knows of it`() throws {
        defer { try? FileManager.default.removeItem(atPath: self.parent) }
        do {
            let folder = try TemporaryFolder(in: self.parent)
            #expect(try self.names == [(folder.path as NSString).lastPathComponent])
        }
        #expect(try self.names.isEmpty)
    }

    @Test func `says where no folder can be made`() {
        defer { try? FileManager.default.removeItem(atPath: self.parent) }
        #expect(throws: WorkbookError.self) {
            try TemporaryFolder(in: self.parent + "/absent")
        }
    }
}
