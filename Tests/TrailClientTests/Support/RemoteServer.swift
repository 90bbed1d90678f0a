import Hummingbird
import Logging
import ServiceLifecycle
import Trail
import TrailServer
import TrailTesting

/// A real server on a real port, whose store outlives it.
struct RemoteServer: Sendable {
    let store: InMemoryEventStore
    let clock = SystemWallClock()
    private let secret = TokenSecret.random()

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init(scopes: Set<APIToken.Scope> = [.ingest]) async throws {
        let sealer = Sealer(
            key: try LedgerKey.generate(name: "trail.example"),
            serverName: "trail.example",
            clock: self.clock,
            memory: nil
        )
        self.store = InMemoryEventStore(sealer: sealer, clock: self.clock)
        let token = APIToken(
            name: "app",
            hash: self.secret.hash,
            scopes: scopes,
            tenant: .default,
            createdAt: self.clock.now()
        )
        try await self.store.add(token)
    }

    var token: String { self.secret.text }

    /// Runs the server on `port` while `body` talks to it; each request goes through `gate` first.
    func run<Value: Sendable>(
        port: Int = 0,
        gate: Gatekeeper? = nil,
        _ body: @Sendable (String) async throws -> Value
    ) async throws -> Value {
        let recorder = EventRecorder(store: self.store, clock: self.clock, logger: Self.silent)
        let backend = TrailBackend(recorder: recorder, store: self.store, state: self.store)
        let responder = buildRouter(backend).buildResponder()
        return try await Self.serve(
            GatedResponder(base: responder, gate: gate),
            port: port,
            services: [recorder],
            body
        )
    }

    /// Serves `responder` while `body` runs, which is told the root of the API.
    static func serve<Value: Sendable>(
        _ responder: some HTTPResponder<TrailRequestContext>,
        port: Int,
        services: [any Service] = [],
        _ body: @Sendable (String) async throws -> Value
    ) async throws -> Value {
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port),
                serverName: nil
            ),
            services: services,
            onServerRunning: { running.yield($0.localAddress?.port ?? 0) },
            logger: Self.silent
        )
        let group = ServiceGroup(services: [application], logger: Self.silent)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let value = try await body("http://127.0.0.1:\(port)/api/activity")
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        }
    }

    /// What is stored, in ledger order.
    var events: [SealedEvent] {
        get async {
            let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: .max)
            return await self.store.entries(request).entries.map(\.event)
        }
    }

    /// The numbers of the sample visits that are stored.
    var numbers: [Int] {
        get async { await self.events.filter { $0.header.kind == .page }.map(\.number) }
    }
}

/// Decides over each request before the server, and after it.
typealias Gatekeeper =
    @Sendable (Request, (Request) async throws -> Response) async throws -> Response

/// A responder behind a gate.
struct GatedResponder<Base: HTTPResponder<TrailRequestContext>>: HTTPResponder {
    let base: Base
    let gate: Gatekeeper?

    @concurrent func respond(
        to request: Request,
        context: TrailRequestContext
    ) async throws -> Response {
        guard let gate else { return try await self.base.respond(to: request, context: context) }
        return try await gate(request) { try await self.base.respond(to: $0, context: context) }
    }
}

/// A responder that answers what a test says.
struct ScriptedResponder: HTTPResponder {
    let script: @Sendable (Request) async throws -> Response

    @concurrent func respond(
        to request: Request,
        context: TrailRequestContext
    ) async throws -> Response {
        try await self.script(request)
    }
}
