public import Logging
public import Metrics
public import ServiceLifecycle

/// Keeps a search index up with its store, behind those who record.
///
/// It works at most half of the time on one core, and a tenth while events arrive faster than it
/// takes them in, so that a flood is recorded first; more than a million events behind it no longer
/// gives way. It looks for new events twice a second when there is nothing to do, and never ends
/// because of what a step throws.
public struct SearchIndexer: Service {
    private let index: any SearchIndexing
    private let logger: Logger
    private let behind: Gauge
    private let retry: Duration

    /// How often it looks for new events.
    private static let interval: Duration = .milliseconds(500)
    /// The longest wait after a failure.
    private static let longestWait: Duration = .seconds(60)

    /// A service for `index`, with the gauge `trail_search_events_behind` made by `metrics`.
    public init(
        _ index: any SearchIndexing,
        logger: Logger,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.init(index, logger: logger, metrics: metrics, retry: .seconds(1))
    }

    init(
        _ index: any SearchIndexing,
        logger: Logger,
        metrics: any MetricsFactory,
        retry: Duration
    ) {
        self.index = index
        self.retry = retry
        self.logger = logger
        self.behind = Gauge(label: "trail_search_events_behind", factory: metrics)
    }

    /// Takes steps until it is told to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var failures = 0
            var pace = SearchPace()
            while !Task.isCancelled {
                let wait = await self.step(&failures, &pace)
                try? await Task.sleep(for: wait)
            }
        }
    }

    /// Takes a step.
    ///
    /// - Returns: How long to wait for the next one.
    private func step(_ failures: inout Int, _ pace: inout SearchPace) async -> Duration {
        let start = ContinuousClock.now
        do {
            let progress = try await self.index.step()
            failures = 0
            self.behind.record(progress.eventsBehind)
            let rest = (ContinuousClock.now - start) * pace.rest(after: progress)
            return progress.isIdle ? Self.interval : rest
        } catch is CancellationError {
            return .zero
        } catch {
            failures += 1
            if failures == 1 {
                self.logger.warning(
                    "search index cannot be kept up; searches read events instead",
                    metadata: ["error": "\(error)"]
                )
            }
            return min(self.retry * (1 << min(failures, 6)), Self.longestWait)
        }
    }
}
