internal import Logging
internal import Metrics

extension EventFeed {
    /// How many events are read in one step: those who join wait while they are compared with
    /// what everybody asks.
    private static let step = 256

    /// Reads a ledger for as long as somebody listens to it.
    func follow(_ ledger: LedgerFeed) async {
        var failures = 0
        while !Task.isCancelled, let position = ledger.nextPosition() {
            do {
                if try await self.step(ledger, from: position) {
                    try await Task.sleep(for: self.configuration.rest)
                    continue
                }
                failures = 0
            } catch is CancellationError {
                break
            } catch {
                failures += 1
                if failures == 1 {
                    self.logger.warning(
                        "events cannot be followed",
                        metadata: ["trail.error": "\(error)"]
                    )
                }
            }
            // After a failure the next try comes with the next ring, a second later at the latest.
            await ledger.waitForRing()
        }
    }

    /// Reads what comes next and hands it on.
    ///
    /// - Returns: Whether there was anything.
    private func step(_ ledger: LedgerFeed, from position: UInt64) async throws -> Bool {
        let result = try await self.store.entries(
            EntriesRequest(
                tenant: ledger.tenant,
                from: position,
                upTo: UInt64(Int64.max),
                limit: Self.step
            )
        )
        guard !result.entries.isEmpty else { return false }
        let published = ledger.publish(result.entries.map(\.event), from: position)
        self.metrics.delivered.increment(by: published.deliveries)
        if published.cutOff > 0 { self.metrics.cutOff.increment(by: published.cutOff) }
        return true
    }
}
