import Foundation
import InMemoryLogging
import Logging
import ServiceLifecycle
import Testing
import Trail
import TrailClient
import TrailSQLite

/// A recorder that ships to a remote Trail, with what a test looks at.
struct RemoteRecorder {
    let log: InMemoryLogHandler
    let deadLetters = InMemoryDeadLetters()
    let recorder: EventRecorder

    init(
        _ remote: any LedgerWriter,
        spool: (any Spool)? = nil,
        sequence: SourceSequence? = nil,
        limits: EventLimits = EventLimits(),
        _ configure: (inout RecordingConfiguration) -> Void = { _ in }
    ) {
        var configuration = RecordingConfiguration.remote
        configuration.retry = Backoff(first: .milliseconds(5), last: .milliseconds(20), jitter: 0.5)
        configuration.batch.delay = .zero
        configuration.lossDelay = .zero
        configure(&configuration)
        var log = InMemoryLogHandler()
        log.logLevel = .trace
        let handler = log
        self.log = log
        self.recorder = EventRecorder(
            store: remote,
            limits: limits,
            configuration: configuration,
            clock: SystemWallClock(),
            logger: Logger(label: "test") { _ in handler },
            deadLetters: self.deadLetters,
            spool: spool,
            sequence: sequence
        )
    }

    /// Runs the recorder while `body` runs, then shuts it down in order.
    func run<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        let group = ServiceGroup(services: [self.recorder], logger: RemoteServer.silent)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let value = try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        }
    }

    /// Runs the recorder while `body` runs, then ends it at once.
    func kill(after body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await self.recorder.run() }
            try await body()
            tasks.cancelAll()
        }
    }
}

/// A remote Trail at `url` that does not wait long for anything.
func remoteTrail(
    _ url: String,
    token: String,
    _ configure: (inout RemoteTrailConfiguration) -> Void = { _ in }
) throws -> RemoteTrail {
    var configuration = RemoteTrailConfiguration(url: url, token: token)
    configuration.requestTime = .seconds(10)
    configure(&configuration)
    return try RemoteTrail(configuration)
}

/// Waits until `condition` holds; twenty seconds are a failure.
func eventually(
    _ condition: () async throws -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while try await !condition() {
        guard ContinuousClock.now < end else {
            Issue.record("it never came true", sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// A folder that goes when the test is over.
final class TemporaryFolder: Sendable {
    private let url: URL

    init() throws {
        self.url = FileManager.default.temporaryDirectory
            .appendingPathComponent("trail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: self.url)
    }

    func file(_ name: String) -> String { self.url.appendingPathComponent(name).path }

    /// A spool in the folder.
    func spool(_ name: String = "spool", maximumBytes: Int = 10_000_000) throws -> SQLiteSpool {
        var configuration = SQLiteSpool.Configuration(path: self.file(name))
        configuration.maximumBytes = maximumBytes
        return try SQLiteSpool(configuration)
    }
}
