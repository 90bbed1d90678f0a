import Foundation
import Hummingbird
import Logging
import Metrics
import NIOCore
import ServiceLifecycle
import Trail
import TrailSQLite
import TrailServer

/// Everything that `trail serve` runs, wired up.
struct ServerProcess: Sendable {
    private let settings: Settings
    private let logger: Logger

    init(_ settings: Settings) throws {
        self.settings = settings
        var logger = Logger(label: "trail", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = Logger.Level(rawValue: try settings.requiredText("log.level")) ?? .info
        self.logger = logger
    }

    /// Serves until the process is told to stop.
    func run() async throws {
        try self.settings.checkMasked()
        try ServedPaths(self.settings).check()
        for warning in self.settings.warnings { self.logger.warning("\(warning)") }
        for remark in self.settings.remarksForApps { self.logger.notice("\(remark)") }
        let jwt = try await JWTSettings(self.settings, logger: self.logger)
        let metrics = PrometheusMetrics()
        let client = try self.settings.clientReader()
        let geo = try self.settings.geoEnricher(logger: self.logger)
        let opened = try await OpenStore(self.settings, role: .server)
        for remark in jwt.remarks { self.logger.log(level: remark.level, "\(remark.text)") }
        let storePath = try StoreURL(self.settings.requiredText("store.url")).path
        let tenant = try TenantID(self.settings.requiredText("tenant.default"))
        try await self.warn(ofForgotten: opened)
        let spool = try self.spool()
        var destinations = try await self.destinations(opened.store, at: storePath)
        let opener = try DestinationOpener(
            self.settings,
            role: .server,
            sealer: opened.sealer,
            logger: self.logger
        )
        let store = try await RoutedStore(
            main: opened.store,
            configuration: opened.store,
            open: opener.open
        )
        destinations.routing = store
        let recorder = try self.recorder(
            store,
            deadLetters: opened.store,
            spool: spool,
            metrics: metrics,
            lossPath: storePath + ".losses",
            geo: geo
        )
        let errors = LogCapture(recorder)
        let retention = try self.settings.retention(of: opened.store)
        let eraser = self.eraser(store, opened.store, spool, retention)
        let backend = TrailBackend(
            recorder: recorder,
            store: store,
            state: opened.store,
            ledgerKeys: [opened.key.verifier],
            disk: DiskGuard(path: storePath),
            metrics: metrics,
            destinations: destinations,
            errors: errors,
            retention: RetentionRunner(
                ledger: store,
                policies: opened.store,
                configuration: retention,
                clock: SystemWallClock(),
                logger: self.logger
            ),
            erasure: eraser
        )
        var services: [any Service] = [
            HeadKeeper(memory: opened.memory, logger: self.logger), recorder, errors, jwt.keys,
            FigureKeeper(store: opened.store, logger: self.logger),
            self.daily(backend, at: retention.schedule),
            ErasureService(eraser, logger: self.logger),
        ]
        if let path = self.settings.text("checkpoint.push") {
            services.append(
                CheckpointPush(
                    path: path,
                    ledger: store,
                    key: opened.key.verifier,
                    logger: self.logger
                )
            )
        }
        if let geo { services.append(geo) }
        if let index = SQLiteSearchIndex(of: opened.store) {
            let indexes = SearchIndexes(main: index, destinations: opener)
            services.append(SearchIndexer(indexes, logger: self.logger, metrics: metrics))
        }
        let server = buildServer(
            backend,
            try self.serverConfiguration(client),
            authenticators: [
                TokenAuthenticator(backend.state, clock: backend.clock), jwt.authenticator,
            ],
            services: services,
            logger: ServerLog.logger(self.logger.logLevel, into: errors),
            // A start that fails must not have spent the password that is shown once.
            onRunning: { _ in await self.makeFirstUser(in: opened.store, tenant: tenant) }
        )
        do {
            try await server.runService()
        } catch let error as IOError {
            throw self.failure(toListen: "\(error)")
        } catch is SocketAddressError.UnknownHost {
            throw self.failure(toListen: "there is no such host")
        }
        try opened.memory.flush()
        try spool?.close()
    }

    /// Makes the administrator where there is no user, once the port is bound and before the first
    /// request is answered.
    private func makeFirstUser(in store: SQLiteEventStore, tenant: TenantID) async {
        do {
            // Not through the log, which may go to many places.
            try await FirstUser.make(in: store, tenant: tenant)?.lines.forEach(Output.note)
        } catch {
            self.logger.error(
                "no first user could be made; 'trail user create' makes one",
                error: error
            )
        }
    }

    private func warn(ofForgotten opened: OpenStore) async throws {
        for tenant in try await opened.forgotten() {
            self.logger.warning(
                "the key does not remember this ledger: an older copy of the store goes unnoticed",
                metadata: ["trail.tenant": "\(tenant)"]
            )
        }
    }

    private func daily(_ backend: TrailBackend, at schedule: DailySchedule) -> RetentionService {
        RetentionService(
            backend.retention,
            policies: backend.state,
            schedule: schedule,
            clock: backend.clock,
            logger: self.logger
        )
    }

    private func eraser(
        _ ledgers: RoutedStore,
        _ state: SQLiteEventStore,
        _ spool: SQLiteSpool?,
        _ retention: RetentionConfiguration
    ) -> Eraser {
        let places: [(any ErasurePlace)?] = [
            ledgers, spool, retention.archive as? any ErasurePlace,
        ]
        return Eraser(
            ledger: ledgers,
            state: state,
            places: places.compactMap { $0 },
            clock: SystemWallClock(),
            logger: self.logger
        )
    }

    private func failure(toListen reason: String) -> CommandFailure {
        let host = self.settings.text("http.host") ?? ""
        let port = self.settings.text("http.port") ?? ""
        return CommandFailure("cannot listen on \(host), port \(port): \(reason)")
    }

    /// What can be used as destinations; passwords under a secret of before are stored anew.
    private func destinations(
        _ state: any StateStore,
        at path: String
    ) async throws -> Destinations {
        let secrets = try self.settings.secrets()
        let destinations = try self.settings.destinations(store: path, secrets)
        guard let vault = destinations.vault else { return destinations }
        let renewal = try await PasswordRenewal(state: state, vault: vault).run()
        for name in renewal.unreadable {
            self.logger.warning(
                "the password of a destination cannot be opened; set it again",
                metadata: ["trail.destination": "\(name)"]
            )
        }
        return destinations
    }

    private func spool() throws -> SQLiteSpool? {
        guard let path = self.settings.text("spool.path") else { return nil }
        var configuration = SQLiteSpool.Configuration(path: path)
        configuration.maximumBytes = try self.settings.bytes("spool.max-size")
        return try SQLiteSpool(configuration)
    }

    private func recorder(
        _ store: any EventStore,
        deadLetters: any DeadLetterStore,
        spool: SQLiteSpool?,
        metrics: PrometheusMetrics,
        lossPath: String,
        geo: GeoEnricher?
    ) throws -> EventRecorder {
        let enrichers: [(any Enricher)?] = [UserAgentEnricher(), geo]
        return EventRecorder(
            store: store,
            tenant: try TenantID(self.settings.requiredText("tenant.default")),
            enrichers: enrichers.compactMap { $0 },
            leakGuard: try self.settings.leakGuard(),
            configuration: try self.settings.recordingConfiguration(),
            capturing: try self.settings.captureConfiguration(),
            clock: SystemWallClock(),
            logger: self.logger,
            metrics: RecordingMetrics(factory: metrics),
            losses: try LossRecord(path: lossPath, now: .now()),
            deadLetters: deadLetters,
            spool: spool
        )
    }

    private func serverConfiguration(
        _ client: ClientReader
    ) throws -> TrailServerConfiguration {
        var configuration = TrailServerConfiguration()
        configuration.client = client
        configuration.http.host = try self.settings.requiredText("http.host")
        configuration.http.port = try self.settings.integer("http.port")
        if let url = self.settings.text("http.public-url") {
            guard let parsed = PublicURL(url) else {
                throw CommandFailure("http.public-url: http:// or https:// and a host is expected")
            }
            configuration.http.publicURL = parsed
        }
        configuration.limits.body = try self.settings.bytes("http.max-body")
        configuration.ownRequests = try self.settings.ownRequests()
        configuration.allowsPurge = try self.settings.flag("admin.allow-purge")
        configuration.apiPrefix = try self.settings.requiredText("api.prefix")
        configuration.tenant = try TenantID(self.settings.requiredText("tenant.default"))
        configuration.allowedOrigins = AllowedOrigins(self.settings.list("cors.allowed-origins"))
        configuration.streaming.isEnabled = try self.settings.flag("stream.enabled")
        configuration.openness.metrics = try self.settings.flag("metrics.open")
        configuration.openness.ledger = try self.settings.flag("ledger.open")
        configuration.beacon.path = try self.settings.requiredText("beacon.path")
        configuration.beacon.isOpen = try self.settings.flag("beacon.open")
        configuration.beacon.rate = try self.settings.integer("beacon.rate")
        configuration.beacon.burst = configuration.beacon.rate * 10
        configuration.beacon.sessionAge = try self.settings.duration("session.max-age")
        configuration.access.sessionAge = configuration.beacon.sessionAge
        configuration.beacon.sessionKey = try self.settings.secrets().current
        configuration.dashboard = try self.settings.dashboard()
        return configuration
    }
}
