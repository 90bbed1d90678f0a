import Logging
import ServiceLifecycle
import Trail
import TrailSQLite
import TrailServer

/// What `trail serve` has opened, and what it makes of it; nothing of it runs yet.
struct ServerParts: Sendable {
    /// The store, with the key.
    let opened: OpenStore
    /// The ledgers, wherever they are.
    let store: RoutedStore
    let settings: Settings
    let logger: Logger
    let spool: SQLiteSpool?
    let geo: GeoEnricher?
    let metrics = PrometheusMetrics()
    let retention: RetentionConfiguration
    /// Opens destinations, and knows their search indexes.
    let opener: DestinationOpener

    /// Opens the store and what belongs to it.
    ///
    /// - Throws: ``CommandFailure``, and what opening throws.
    init(_ settings: Settings, logger: Logger) async throws {
        self.settings = settings
        self.logger = logger
        self.geo = try settings.geoEnricher(logger: logger)
        self.opened = try await OpenStore(settings, role: .server)
        self.spool = try settings.spool()
        self.opener = try DestinationOpener(
            settings,
            role: .server,
            sealer: self.opened.sealer,
            logger: logger
        )
        self.store = try await RoutedStore(
            main: self.opened.store,
            configuration: self.opened.store,
            close: self.opener.close,
            open: self.opener.open
        )
        self.retention = try settings.retention(of: self.store)
    }

    /// What runs as long as the server does; the first is the last to stop.
    func services(for backend: TrailBackend) -> [any Service] {
        let (main, opener) = (self.opened.store, self.opener)
        var services: [any Service] = [
            HeadKeeper(memory: self.opened.memory, logger: self.logger),
            backend.recorder,
            backend.errors,
            FigureKeeper(logger: self.logger) { [main] + opener.stores },
            RetentionService(
                backend.retention,
                policies: backend.state,
                schedule: self.retention.schedule,
                clock: backend.clock,
                logger: self.logger
            ),
            ErasureService(backend.erasure, logger: self.logger),
        ]
        if let path = self.settings.text("checkpoint.push") {
            let key = self.opened.key.verifier
            services.append(
                CheckpointPush(path: path, ledger: self.store, key: key, logger: self.logger)
            )
        }
        if let geo { services.append(geo) }
        if let index = SQLiteSearchIndex(of: main) {
            let indexes = SearchIndexes(main: index, destinations: opener)
            services.append(
                SearchIndexer(indexes, logger: self.logger, metrics: self.metrics)
            )
        }
        return services
    }

    /// Writes down what is only in memory, once nothing runs any more.
    func close() throws {
        try self.opened.memory.flush()
        try self.spool?.close()
    }
}
