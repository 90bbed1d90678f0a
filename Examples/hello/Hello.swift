import Hummingbird
import Logging
import Trail
import TrailHummingbird
import TrailSQLite

/// A server of one route, all of whose requests are recorded, sealed, in `hello.sqlite`.
@main
struct Hello {
    static func main() async throws {
        let logger = Logger(label: "hello")
        let key = try LedgerKey.loadOrCreate(at: "hello.key", name: "hello.example")
        let memory = try SignerMemory(path: "hello.key.heads")
        let clock = SystemWallClock()
        let sealer = Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
        let place = SQLiteConfiguration(path: "hello.sqlite")
        let store = try await SQLiteEventStore.open(place, sealer: sealer)
        let recorder = EventRecorder(store: store, clock: clock, logger: logger)

        let router = Router(context: HelloContext.self)
        router.add(middleware: ActivityMiddleware(recorder: recorder))
        router.get("hello/:name") { _, context in "Hello, \(context.parameters.get("name") ?? "")!"
        }
        let app = Application(router: router, services: [recorder], logger: logger)
        try await app.runService()
    }
}
