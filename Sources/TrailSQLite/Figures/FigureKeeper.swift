public import Logging
public import ServiceLifecycle
internal import Trail

/// Sums up the segments of stores behind the writer, so that a dashboard need not read events.
///
/// To be run beside the recorder. Without it figures are right all the same, but slow, and lists
/// over many events are estimates.
public struct FigureKeeper: Service {
    private let stores: @Sendable () -> [SQLiteEventStore]
    private let logger: Logger

    /// A keeper of the figures of `store`.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - logger: Hears when it fails.
    public init(store: SQLiteEventStore, logger: Logger) {
        self.init(logger: logger) { [store] }
    }

    /// A keeper of the figures of several stores.
    ///
    /// - Parameters:
    ///   - logger: Hears when it fails.
    ///   - stores: Those that are open at the moment; asked for again each time.
    public init(logger: Logger, stores: @escaping @Sendable () -> [SQLiteEventStore]) {
        self.stores = stores
        self.logger = logger
    }

    /// How long to wait where nothing is left to do.
    private static let interval: Duration = .seconds(2)

    /// How much longer than its work it rests: catching up with a large store must not take the
    /// time of those who record.
    private static let rest = 3

    /// Sums up until the application shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Duration.zero
            // Sleeping fails when it is time to end, and then it is.
            while (try? await Task.sleep(for: pause)) != nil {
                pause = await self.step()
            }
        }
    }

    /// Sums up one segment of each store.
    ///
    /// - Returns: How long to rest.
    func step() async -> Duration {
        let start = ContinuousClock.now
        var isAnySummedUp = false
        var hasFailed = false
        for store in self.stores() {
            do {
                isAnySummedUp = try await store.summariseNext() || isAnySummedUp
            } catch is CancellationError {
                return .zero
            } catch {
                // One that fails holds up none of the others.
                hasFailed = true
                self.logger.warning(
                    "segment not summed up",
                    metadata: ["trail.path": "\(store.path)", "trail.error": "\(error)"]
                )
            }
        }
        if isAnySummedUp { return (ContinuousClock.now - start) * Self.rest }
        return hasFailed ? .seconds(30) : Self.interval
    }
}
