import Foundation
import Hummingbird
import Logging
import Trail
import TrailSQLite
import TrailServer

/// The shop's log: a store of its own, who records into it, and the routes that show it.
struct Log {
    let recorder: EventRecorder
    private let store: SQLiteEventStore
    private let key: LedgerKey

    /// The log in `folder`.
    init(folder: String, logger: Logger) async throws {
        self.key = try LedgerKey.loadOrCreate(at: folder + "/shop.key", name: "shop.example")
        let memory = try SignerMemory(path: folder + "/shop.key.heads")
        let clock = SystemWallClock()
        self.store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: folder + "/log.sqlite"),
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
        )
        self.recorder = EventRecorder(
            store: self.store,
            capturing: try CaptureConfiguration(
                environment: ProcessInfo.processInfo.environment
            ),
            clock: clock,
            logger: logger,
            losses: try LossRecord(path: folder + "/log.losses", now: clock.now()),
            deadLetters: self.store
        )
    }

    /// Serves the log under `/log`, and takes visits of pages under `/visits`.
    ///
    /// - Returns: What tells of new events; it must run.
    func serve(on router: Router<ShopContext>) -> EventFeed {
        var configuration = TrailServerConfiguration()
        configuration.apiPrefix = "/log"
        configuration.beacon.path = "/visits"
        let backend = TrailBackend(
            recorder: self.recorder,
            store: self.store,
            state: self.store,
            ledgerKeys: [self.key.verifier]
        )
        // The shop signs people in itself; of Trail's sign-in it takes the tokens for programs.
        TrailRoutes(backend, configuration, access: .tokens).add(to: router)
        return backend.feed
    }
}
