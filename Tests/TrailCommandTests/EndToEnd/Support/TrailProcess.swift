import Foundation
import Synchronization

/// A running `trail`, or another program, with its output in files.
final class TrailProcess: Sendable {
    private struct State {
        var status: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    private let process: Process
    private let state = Mutex(State())

    init(
        _ arguments: [String],
        in folder: URL,
        input: URL? = nil,
        output: URL,
        errors: URL,
        executable: URL? = nil
    ) throws {
        self.process = Process()
        self.process.executableURL = try executable ?? Self.executable()
        self.process.arguments = arguments
        self.process.currentDirectoryURL = folder
        self.process.environment = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("TRAIL_")
        }
        self.process.standardInput =
            try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        self.process.standardOutput = try Self.writing(output)
        self.process.standardError = try Self.writing(errors)
        self.process.terminationHandler = { [weak self] in self?.end($0.terminationStatus) }
        try self.process.run()
    }

    /// Sends a signal.
    func send(_ signal: Int32) {
        guard self.process.isRunning else { return }
        kill(self.process.processIdentifier, signal)
    }

    /// Waits for the end: the exit status, or the number of the signal that ended it.
    func status() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = self.state.withLock { state -> Int32? in
                if state.status == nil { state.waiting.append(continuation) }
                return state.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    var isRunning: Bool { self.state.withLock { $0.status == nil } }

    private func end(_ status: Int32) {
        let waiting = self.state.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        waiting.forEach { $0.resume(returning: status) }
    }

    private static func writing(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    /// No tool beside the test bundle.
    struct NotBuilt: Error {}

    /// The tool that was built together with the tests, beside their bundle.
    static func executable() throws -> URL {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
        var folders: [URL] = []
        for bundle in bundles + CommandLine.arguments.prefix(1) {
            var folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
            for _ in 0..<4 {
                folders.append(folder)
                folder.deleteLastPathComponent()
            }
        }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        folders.append(root.appendingPathComponent(".build/debug"))
        let found = folders.map { $0.appendingPathComponent("trail") }.first {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0.path, isDirectory: &isFolder)
                && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: $0.path)
        }
        guard let found else { throw NotBuilt() }
        return found
    }
}
