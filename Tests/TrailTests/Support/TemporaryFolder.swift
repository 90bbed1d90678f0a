import Foundation

/// A folder of one test's own, which goes with it.
final class TemporaryFolder: Sendable {
    private let url: URL

    init() {
        self.url = FileManager.default.temporaryDirectory
            .appendingPathComponent("trail-tests-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: self.url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: self.url)
    }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { self.url.appendingPathComponent(name).path }

    /// The bytes of a file in the folder.
    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: self.url.appendingPathComponent(name)))
    }

    /// Writes a file in the folder.
    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: self.url.appendingPathComponent(name))
    }

    /// The names of the files in the folder.
    var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: self.url.path).sorted()) ?? []
    }
}
