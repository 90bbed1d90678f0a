import Foundation
import Testing

/// `trail serve` as a process, on a port that the system chose.
final class RunningServer: Sendable {
    /// The server ended, or did not become ready; with what it said.
    struct NotReady: Error, CustomStringConvertible {
        let description: String
    }

    let http: HTTPClient
    private let process: TrailProcess
    private let errors: URL

    /// Starts a server and waits until it is ready.
    init(_ installation: Installation, _ arguments: [String] = []) async throws {
        let name = "serve-\(UUID().uuidString)"
        self.errors = installation.file("\(name).err")
        self.process = try TrailProcess(
            ["serve", "--http-port", "0"] + arguments,
            in: installation.folder,
            output: installation.file("\(name).out"),
            errors: self.errors
        )
        self.http = HTTPClient(port: try await Self.port(of: self.process, errors: self.errors))
        for _ in 0..<1_000 where self.process.isRunning {
            let answer = try? await self.http.get("/health/ready")
            if answer?.status == 200 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        self.process.send(SIGKILL)
        throw NotReady(description: self.log)
    }

    deinit {
        self.process.send(SIGKILL)
    }

    /// What it logged.
    var log: String { (try? String(contentsOf: self.errors, encoding: .utf8)) ?? "" }
    var isRunning: Bool { self.process.isRunning }

    /// Sends a signal and waits for the end; the exit status, or the signal's number.
    @discardableResult
    func stop(_ signal: Int32 = SIGTERM) async -> Int32 {
        self.process.send(signal)
        return await self.process.status()
    }

    /// Waits until the server says on which port it listens.
    private static func port(of process: TrailProcess, errors: URL) async throws -> UInt16 {
        for _ in 0..<1_000 {
            let isRunning = process.isRunning
            let log = try String(contentsOf: errors, encoding: .utf8)
            if let port = Self.port(in: log) { return port }
            guard isRunning else { throw NotReady(description: log) }
            try await Task.sleep(for: .milliseconds(10))
        }
        process.send(SIGKILL)
        throw NotReady(description: "not listening after ten seconds")
    }

    private static func port(in log: String) -> UInt16? {
        guard let range = log.range(of: "listening on 127.0.0.1:") else { return nil }
        let rest = log[range.upperBound...]
        guard let end = rest.firstIndex(where: \.isNewline) else { return nil }
        return UInt16(rest[..<end])
    }
}
