public import Logging
public import ServiceLifecycle

/// Finishes erasures that an earlier process was kept from finishing.
public struct ErasureService: Service {
    private let eraser: Eraser
    private let logger: Logger
    private let patience: Duration

    /// A service.
    ///
    /// - Parameters:
    ///   - eraser: What erases.
    ///   - logger: Hears of failures.
    ///   - patience: After how long a failure is followed by another attempt.
    public init(_ eraser: Eraser, logger: Logger, patience: Duration = .seconds(60)) {
        self.eraser = eraser
        self.logger = logger
        self.patience = patience
    }

    /// Finishes them, again and again until it has worked; then there is nothing left to do.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await self.eraser.finishInterrupted()
                    break
                } catch is CancellationError {
                    return
                } catch {
                    self.logger.error(
                        "interrupted erasure cannot be finished, it is tried again",
                        metadata: ["trail.error": "\(error)"]
                    )
                    try? await Task.sleep(for: self.patience)
                }
            }
        }
        // A service that returns ends the others.
        try? await gracefulShutdown()
    }
}
