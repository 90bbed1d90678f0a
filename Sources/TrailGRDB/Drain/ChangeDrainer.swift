public import Logging
public import ServiceLifecycle
public import Trail
internal import GRDB

/// Moves row changes from an app's outbox to a recorder, each exactly once.
///
/// A change leaves the outbox only when its event is on disk, and its event always has the same
/// id, so that a crash in between repeats nothing. While the store is away changes wait in the
/// app's database. Several processes may drain the same outbox, which gains nothing.
///
/// Where the recorder captures no changes of rows (setting `capture.crud`) they are taken out of the
/// outbox and recorded nowhere.
///
/// It belongs into the application's `ServiceGroup` behind the recorder. On graceful shutdown it
/// moves what is there, if the recorder takes it at once, and ends.
public final class ChangeDrainer: Service {
    let tracker: ChangeTracker
    let recorder: EventRecorder
    let configuration: ChangeDrainConfiguration
    let veto: @Sendable (Event.Draft) -> Bool
    let logger: Logger
    private let wakeup = Wakeup()

    /// A drainer of what `tracker` gathers.
    ///
    /// - Parameters:
    ///   - tracker: Whose outbox it is.
    ///   - recorder: Where the changes go; it must be running.
    ///   - configuration: Batches and pauses.
    ///   - logger: For what goes wrong. No values are logged.
    ///   - veto: Says of a change that it is not to be recorded; it is then gone. Must not wait.
    public init(
        _ tracker: ChangeTracker,
        recorder: EventRecorder,
        configuration: ChangeDrainConfiguration = ChangeDrainConfiguration(),
        logger: Logger,
        veto: @escaping @Sendable (Event.Draft) -> Bool = { _ in false }
    ) {
        self.tracker = tracker
        self.recorder = recorder
        self.configuration = configuration
        self.logger = logger
        self.veto = veto
    }

    /// Moves changes as they are made, until the service is shut down or the recorder is.
    public func run() async throws {
        let watch = CommitWatch(self.wakeup)
        self.tracker.database.add(transactionObserver: watch, extent: .observerLifetime)
        defer { self.tracker.database.remove(transactionObserver: watch) }
        await self.tellOfDrift()
        await cancelWhenGracefulShutdown {
            await self.drainUntilCancelled()
        }
        guard !Task.isCancelled else { return }
        do {
            try await self.drain()
        } catch {
            // They wait in the outbox for the next start.
            self.logger.notice("row changes left for the next start", error: error)
        }
    }

    private func drainUntilCancelled() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                try await self.drain()
                if failures > 0 { self.logger.notice("row changes are recorded again") }
                failures = 0
                await self.wakeup.wait(atMost: self.configuration.interval)
            } catch is CancellationError {
                return
            } catch let error as TrailError where error.code == .closed {
                return
            } catch {
                failures += 1
                if failures == 1 {
                    self.logger.warning("row changes wait to be recorded", error: error)
                }
                // Cancellation shows at the next turn.
                try? await Task.sleep(for: self.configuration.retry.pause(after: failures))
            }
        }
    }

    private func tellOfDrift() async {
        do {
            let drift = try await self.tracker.database.read { db in
                try ChangeTracker.drift(in: db)
            }
            for drift in drift {
                self.logger.warning(
                    "row changes are not tracked as they were meant to be",
                    metadata: ["trail.drift": "\(drift)"]
                )
            }
        } catch {
            self.logger.warning("tracking could not be looked at", error: error)
        }
    }
}
