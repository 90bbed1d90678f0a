import Foundation
import Testing

/// Files that hold what bytes must be.
///
/// `TRAIL_RECORD_GOLDEN=1` writes them anew: look at the difference before committing it.
enum Golden {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Golden")

    /// Expects `bytes` to be what the golden file called `name` holds.
    static func expect(
        _ bytes: [UInt8],
        in name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["TRAIL_RECORD_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
        let golden = try Data(contentsOf: file)
        #expect(
            String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self),
            "\(name)",
            sourceLocation: sourceLocation
        )
        #expect(bytes == [UInt8](golden), "\(name)", sourceLocation: sourceLocation)
    }
}
