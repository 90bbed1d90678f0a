import Logging
import Trail
import TrailSQLite
import TrailServer

extension ServerParts {
    /// What the routes work on.
    func backend() async throws -> TrailBackend {
        let path = try self.settings.storePath()
        return TrailBackend(
            recorder: try self.recorder(losses: path + ".losses"),
            store: self.store,
            state: self.opened.store,
            ledgerKeys: [self.opened.key.verifier],
            disk: DiskGuard(path: path),
            metrics: self.metrics,
            destinations: try await self.destinations(store: path),
            retention: RetentionRunner(
                ledger: self.store,
                policies: self.opened.store,
                configuration: self.retention,
                clock: SystemWallClock(),
                logger: self.logger
            ),
            erasure: self.eraser
        )
    }

    private func recorder(losses path: String) throws -> EventRecorder {
        EventRecorder(
            store: self.store,
            tenant: try TenantID(self.settings.requiredText("tenant.default")),
            enrichers: [UserAgentEnricher()] + (self.geo.map { [$0] } ?? []),
            leakGuard: try self.settings.leakGuard(),
            configuration: try self.settings.recordingConfiguration(),
            capturing: try self.settings.captureConfiguration(),
            clock: SystemWallClock(),
            logger: self.logger,
            metrics: RecordingMetrics(factory: self.metrics),
            losses: try LossRecord(path: path, now: .now()),
            deadLetters: self.opened.store,
            spool: self.spool
        )
    }

    private var eraser: Eraser {
        let places: [(any ErasurePlace)?] = [
            self.store, self.spool, self.settings.archives(of: self.store),
        ]
        return Eraser(
            ledger: self.store,
            state: self.opened.store,
            places: places.compactMap { $0 },
            clock: SystemWallClock(),
            logger: self.logger
        )
    }

    /// What can be used as destinations; passwords under a secret of before are stored anew.
    private func destinations(store path: String) async throws -> Destinations {
        let secrets = try self.settings.secrets()
        var destinations = try self.settings.destinations(store: path, secrets)
        destinations.routing = self.store
        guard let vault = destinations.vault else { return destinations }
        let renewal = try await PasswordRenewal(state: self.opened.store, vault: vault).run()
        for name in renewal.unreadable {
            self.logger.warning(
                "the password of a destination cannot be opened; set it again",
                metadata: ["trail.destination": "\(name)"]
            )
        }
        return destinations
    }
}
