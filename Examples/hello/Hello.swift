import Hummingbird
import Logging
import Trail
import TrailHummingbird
import TrailSQLite

/// A server of one route, all of whose requests are recorded, sealed, in `hello.sqlite`.
@main
struct Hello {
    static func main() async throws {
        try await Hello.app(in: ".", logger: Logger(label: "hello")).runService()
    }

    /// The server, whose files are in `folder`.
    static func app(
        in folder: String,
        logger: Logger
    ) async throws -> Application<RouterResponder<HelloContext>> {
        let key = try LedgerKey.loadOrCreate(at: folder + "/hello.key", name: "hello.example")
        let memory = try SignerMemory(path: folder + "/hello.key.heads")
        let clock = SystemWallClock()
        let sealer = Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
        let place = SQLiteConfiguration(path: folder + "/hello.sqlite")
        let store = try await SQLiteEventStore.open(place, sealer: sealer)
        let recorder = EventRecorder(store: store, clock: clock, logger: logger)

        let router = Router(context: HelloContext.self)
        router.add(middleware: ActivityMiddleware(recorder: recorder))
        router.get("hello/:name") { _, context in
            "Hello, \(context.parameters.get("name") ?? "")!"
        }
        return Application(router: router, services: [recorder], logger: logger)
    }
}
