import InMemoryLogging
import Logging
import MetricsTestKit
import ServiceLifecycleTestKit
import Synchronization
import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct SearchIndexerTests {
    @Test func `takes steps until it is told to stop`() async throws {
        let index = ScriptedIndex([.busy(7), .busy(3), .busy(1)])
        let metrics = TestMetrics()
        let indexer = SearchIndexer(index, logger: Logger(label: "test"), metrics: metrics)
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup { group in
                group.addTask { try await indexer.run() }
                await index.reached(4)
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        let gauge = try metrics.expectRecorder("trail_search_events_behind")
        #expect(gauge.values.prefix(3) == [7, 3, 1])
    }

    @Test func `ends when it is cancelled`() async throws {
        let index = ScriptedIndex([])
        let indexer = SearchIndexer(index, logger: Logger(label: "test"), metrics: TestMetrics())
        try await withThrowingTaskGroup { group in
            group.addTask { try await indexer.run() }
            await index.reached(1)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func `goes on after a failure, and says so once`() async throws {
        let index = ScriptedIndex([.failing, .failing, .busy(1)])
        let log = InMemoryLogHandler()
        let logger = Logger(label: "test") { _ in log }
        let indexer = SearchIndexer(
            index,
            logger: logger,
            metrics: TestMetrics(),
            retry: .milliseconds(1)
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await indexer.run() }
            await index.reached(4)
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(log.entries.filter { $0.level == .warning }.count == 1)
    }
}

/// An index whose steps are known beforehand; afterwards it is idle.
private final class ScriptedIndex: SearchIndexing {
    enum Step {
        case busy(Int)
        case failing
    }

    private let state: Mutex<(steps: [Step], taken: Int)>
    private let taken: AsyncStream<Int>
    private let report: AsyncStream<Int>.Continuation

    init(_ steps: [Step]) {
        self.state = Mutex((steps, 0))
        (self.taken, self.report) = AsyncStream.makeStream()
    }

    func step() throws -> SearchProgress {
        let (step, count) = self.state.withLock { state in
            state.taken += 1
            return (state.steps.isEmpty ? nil : state.steps.removeFirst(), state.taken)
        }
        self.report.yield(count)
        switch step {
        case .busy(let behind): return SearchProgress(eventsBehind: behind, isIdle: false)
        case .failing: throw TrailError(.storeUnavailable, "away")
        case nil: return SearchProgress(eventsBehind: 0, isIdle: true)
        }
    }

    func reached(_ count: Int) async {
        for await taken in self.taken where taken >= count { return }
    }
}
