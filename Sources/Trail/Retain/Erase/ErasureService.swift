public import Logging
public import ServiceLifecycle

/// Finishes erasures whose process was kept from finishing them: an earlier one, or a tool that was
/// ended while it erased.
public struct ErasureService: Service {
    private let eraser: Eraser
    private let logger: Logger
    private let interval: Duration

    /// A service.
    ///
    /// - Parameters:
    ///   - eraser: What erases.
    ///   - logger: Hears of failures.
    ///   - interval: After how long it looks again.
    public init(_ eraser: Eraser, logger: Logger, interval: Duration = .seconds(60)) {
        self.eraser = eraser
        self.logger = logger
        self.interval = interval
    }

    /// Looks for them from time to time, until the application shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await self.eraser.finishInterrupted()
                } catch is CancellationError {
                    return
                } catch let error as TrailError where error.code == .underWay {
                    // Whoever is at it finishes it.
                } catch {
                    self.logger.error(
                        "interrupted erasure cannot be finished, it is tried again",
                        metadata: ["trail.error": "\(error)"]
                    )
                }
                // Sleeping fails when it is time to end, and then it is.
            } while (try? await Task.sleep(for: self.interval)) != nil
        }
    }
}
