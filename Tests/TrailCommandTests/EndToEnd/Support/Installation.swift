import Foundation

/// A temporary folder with a store, a key and what else `trail` keeps there.
final class Installation: Sendable {
    /// What a finished command left.
    struct Result: Sendable {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { self.output.split(separator: "\n").map(String.init) }
    }

    let folder: URL

    init(in parent: URL = FileManager.default.temporaryDirectory) throws {
        self.folder = parent.appendingPathComponent("trail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: self.folder,
            withIntermediateDirectories: true
        )
    }

    deinit {
        // Whatever is left lies in the folder for temporary files.
        try? FileManager.default.removeItem(at: self.folder)
    }

    func file(_ name: String) -> URL { self.folder.appendingPathComponent(name) }

    /// Runs `trail` to its end in the folder.
    func trail(_ arguments: String...) async throws -> Result {
        try await self.trail(arguments)
    }

    /// Runs `trail` to its end in the folder, with `input` piped into it.
    func trail(_ arguments: [String], input: String = "") async throws -> Result {
        let name = UUID().uuidString
        let inputFile = self.file("\(name).in")
        try Data(input.utf8).write(to: inputFile)
        let output = self.file("\(name).out")
        let errors = self.file("\(name).err")
        let process = try TrailProcess(
            arguments,
            in: self.folder,
            input: inputFile,
            output: output,
            errors: errors
        )
        let status = await process.status()
        return Result(
            status: status,
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }

    /// The events of an export, as the objects of its lines.
    func export(_ arguments: [String] = []) async throws -> [[String: String]] {
        let name = UUID().uuidString
        let output = self.file("\(name).ndjson")
        let process = try TrailProcess(
            ["export"] + arguments,
            in: self.folder,
            output: output,
            errors: self.file("\(name).err")
        )
        guard await process.status() == 0 else { return [] }
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map {
            try Self.members(String($0))
        }
    }

    /// The text members of a JSON object.
    static func members(_ text: String) throws -> [String: String] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return (value as? [String: Any] ?? [:]).compactMapValues { $0 as? String }
    }

    /// Copies the database, as it is while nobody has it open, to another name or back.
    func copyDatabase(from source: String, to target: String) throws {
        for ending in ["", "-wal", "-shm"] {
            let copy = self.file(target + ending)
            if FileManager.default.fileExists(atPath: copy.path) {
                try FileManager.default.removeItem(at: copy)
            }
            let original = self.file(source + ending)
            guard FileManager.default.fileExists(atPath: original.path) else { continue }
            try FileManager.default.copyItem(at: original, to: copy)
        }
    }
}
