import Hummingbird
import Logging
import NIOCore
import Trail
import TrailHummingbird
import TrailSQLite

/// A server of one trivial route, with every request recorded durably or with none: what
/// `Benchmarks/middleware` compares.
///
/// Arguments: `on` or `off`; the port; the path of the store.
struct MiddlewareServer {
    let isTracking: Bool
    let port: Int
    let path: String

    init(arguments: [String]) {
        self.isTracking = arguments.first != "off"
        self.port = arguments.dropFirst().first.flatMap { Int($0) } ?? 18_090
        self.path = arguments.dropFirst(2).first ?? "middleware.sqlite"
    }

    func run() async throws {
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        let key = try LedgerKey.loadOrCreate(at: self.path + ".key", name: "bench.example")
        let clock = SystemWallClock()
        let sealer = Sealer(key: key, serverName: "bench.example", clock: clock, memory: nil)
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: self.path),
            sealer: sealer
        )
        let recorder = EventRecorder(store: store, clock: clock, logger: logger)
        let router = Router(context: BenchmarkContext.self)
        if self.isTracking { router.add(middleware: ActivityMiddleware(recorder: recorder)) }
        router.get("hello/:name") { _, context in
            Greeting(message: "hello", id: context.parameters.get("name") ?? "")
        }
        let app = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: self.port)),
            services: [recorder],
            logger: logger
        )
        try await app.runService()
        let size = try await store.head(of: .default)?.size ?? 0
        print("events in the ledger at the end: \(size)")
    }
}

/// What the route answers.
private struct Greeting: ResponseEncodable {
    let message: String
    let id: String
}

/// A context that knows the address, as an app's would.
private struct BenchmarkContext: RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.remoteAddress = source.channel.remoteAddress
    }
}
