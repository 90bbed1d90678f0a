internal import Logging
internal import Metrics
internal import ServiceLifecycle
internal import Synchronization

extension EventRecorder {
    /// Writes what is recorded, until the service is shut down.
    ///
    /// Runs once. On graceful shutdown everything in the buffer is written first; where the store
    /// is away then, into the spool, and without one it is tried for as long as `patience` says.
    /// Cancellation ends it at once. Either way whoever still waits is answered `closed`, and so
    /// is every later call; events that nobody waits for are counted as lost, and the next start
    /// tells of them. What is in the spool stays there for the next start.
    ///
    /// - Throws: ``TrailError`` `closed` where it has run before; what the spool throws where it
    ///   cannot be read.
    public func run() async throws {
        let spool = try await self.writer.spool?.size()
        await self.tellDamage()
        guard self.state.withLock({ $0.begin(spool: spool, at: .now) }) else {
            throw TrailError(.closed, "a recorder runs once")
        }
        defer { self.end() }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                // What the store logs about an event must not become an event.
                await LogCapture.$isSuspended.withValue(true) { await self.drain() }
            } onGracefulShutdown: {
                self.state.withLock({ $0.close(at: .now) })?.resume()
            }
        } onCancel: {
            self.state.withLock({ $0.abort() })?.resume()
        }
    }

    private func drain() async {
        var outages = OutageLogs(logger: self.logger)
        while true {
            switch self.state.withLock({ $0.next(at: .now) }) {
            case .write(let batch): await self.write(batch, &outages.store)
            case .keep(let batch): await self.keep(batch, &outages.spool)
            case .drain: await self.drainSpool(&outages.store)
            case .report(let losses): await self.tell(losses, &outages.store)
            case .wait(let time): await self.sleep(until: time)
            case .finish: return
            }
        }
    }

    private func end() {
        let (dismissed, lost) = self.state.withLock { $0.end() }
        for call in dismissed {
            call.dismiss(TrailError(.closed, "the recorder was shut down before it was stored"))
        }
        self.measure()
        guard lost > 0 else { return }
        self.metrics.lost.increment(by: lost)
        self.logger.error(
            "events lost at the end: the store was away",
            metadata: ["trail.count": "\(lost)"]
        )
    }
}

// MARK: - Sleep

extension EventRecorder {
    private func sleep(until time: ContinuousClock.Instant?) async {
        guard let time else { return await self.sleep() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Cut short it wakes the writer too early, who then looks again.
                try? await Task.sleep(until: time, clock: .continuous)
                self.state.withLock({ $0.wake() })?.resume()
            }
            await self.sleep()
            group.cancelAll()
        }
    }

    private func sleep() async {
        await withCheckedContinuation { continuation in
            guard !self.state.withLock({ $0.sleep(continuation) }) else { return }
            continuation.resume()
        }
    }
}
