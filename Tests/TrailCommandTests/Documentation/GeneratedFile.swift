import Foundation
import Testing

/// A file of the repository that the tool prints.
enum GeneratedFile {
    /// Expects the file at `path` to be `text`.
    ///
    /// `TRAIL_RECORD_GOLDEN=1` writes it anew: look at the difference before committing it.
    static func expect(
        _ text: String,
        at path: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = Repository.file(path)
        if ProcessInfo.processInfo.environment["TRAIL_RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let committed = try String(contentsOf: file, encoding: .utf8)
        #expect(
            text == committed,
            "\(path) is out of date; run the tests with TRAIL_RECORD_GOLDEN=1",
            sourceLocation: sourceLocation
        )
    }
}

/// The checkout that the tests were built from.
enum Repository {
    static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder
    }()

    static func file(_ path: String) -> URL { Self.root.appendingPathComponent(path) }

    /// The pages that people read, by their paths.
    static func pages() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.file("docs").path)
        return ["README.md", "CONTRIBUTING.md"]
            + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }
}
