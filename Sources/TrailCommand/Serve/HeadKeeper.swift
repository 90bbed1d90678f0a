import Logging
import ServiceLifecycle
import Trail

/// Writes down what the key has signed last, also when nothing more is signed: the end of a burst
/// is then protected against a cut tail as its beginning is.
struct HeadKeeper: Service {
    /// What has been signed.
    let memory: SignerMemory
    let logger: Logger

    /// How long a signature may be in memory alone.
    private static let interval: Duration = .seconds(1)

    func run() async throws {
        for await _ in Ticks(interval: Self.interval).cancelOnGracefulShutdown() {
            self.memory.keep()
        }
        do {
            try self.memory.flush()
        } catch {
            self.logger.error("signed heads not kept", metadata: ["trail.error": "\(error)"])
        }
    }
}
