import Foundation
import Synchronization
import Testing

/// A folder in which commands of a page are run: the tool is on the path, there is a store with a
/// demonstration's events unless the page makes one, and `.trail`, where `make run` keeps it, leads to the same store.
final class DocumentedPlace: Sendable {
    let installation: Installation
    private let token = Mutex("")

    init(isEmpty: Bool = false) async throws {
        self.installation = try Installation()
        let manager = FileManager.default
        let bin = self.installation.file(".build/release")
        try manager.createDirectory(at: bin, withIntermediateDirectories: true)
        try manager.createSymbolicLink(
            at: bin.appendingPathComponent("trail"),
            withDestinationURL: TrailProcess.executable()
        )
        if !isEmpty {
            let demo = try await self.installation.trail("demo", "--events", "200")
            #expect(demo.status == 0, "\(demo.errors)")
        }
        try manager.createDirectory(
            at: self.installation.file(".trail"),
            withIntermediateDirectories: false
        )
        for name in ["trail.sqlite", "trail.key", "trail.key.heads", "trail.secret"] {
            try manager.createSymbolicLink(
                at: self.installation.file(".trail/\(name)"),
                withDestinationURL: self.installation.file(name)
            )
        }
        for name in ["Sources", "Scripts", "docs", "Examples"] {
            try manager.createSymbolicLink(
                at: self.installation.file(name),
                withDestinationURL: Repository.file(name)
            )
        }
    }

    /// Makes the token that commands find in `TRAIL_TOKEN` and `TOKEN`.
    func makeToken() async throws {
        let token = try await self.installation.token(scope: "ingest,admin")
        self.token.withLock { $0 = token }
    }

    /// Runs commands with `sh`, which stops at the first one that fails.
    func run(_ text: String, port: UInt16?) async throws -> Installation.Result {
        let name = UUID().uuidString
        let commands =
            port.map { text.replacingOccurrences(of: "127.0.0.1:8080", with: "127.0.0.1:\($0)") }
            ?? text
        let token = self.token.withLock(\.self)
        let script = """
            set -eu
            PATH="$PWD/.build/release:$PATH"
            TOKEN='\(token)'
            TRAIL_TOKEN="$TOKEN"
            export PATH TOKEN TRAIL_TOKEN
            curl() { command curl -fsS "$@"; }
            \(commands)
            """
        let output = self.installation.file("\(name).out")
        let errors = self.installation.file("\(name).err")
        let process = try TrailProcess(
            ["-c", script],
            in: self.installation.folder,
            output: output,
            errors: errors,
            executable: URL(fileURLWithPath: "/bin/sh")
        )
        return Installation.Result(
            status: await process.status(),
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }
}
