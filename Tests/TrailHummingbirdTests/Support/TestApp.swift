import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Trail
import TrailHummingbird
import TrailTesting

/// A context like an app's own.
struct AppContext: RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?
    var user: String?

    init(source: Source) {
        self.coreContext = .init(source: source)
        self.remoteAddress = source.channel.remoteAddress
    }
}

/// An app with a running recorder, and what tests ask of it.
struct TestApp: Sendable {
    let store: InMemoryEventStore
    let recorder: EventRecorder
    let clock: ManualClock
    /// Made up by one task, before the app runs.
    nonisolated(unsafe) let router: Router<AppContext>

    /// An app whose events are sealed in memory, or wherever `ledger` says.
    init(
        ledger: (any LedgerWriter)? = nil,
        recording: RecordingConfiguration = Self.recording,
        capturing: CaptureConfiguration = CaptureConfiguration(),
        enrichers: [any Enricher] = [],
        losses: sending LossRecord? = nil,
        deadLetters: (any DeadLetterStore)? = nil
    ) throws {
        let clock = ManualClock(Self.now)
        let key = try LedgerKey.generate(name: "app.example")
        self.store = InMemoryEventStore(
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: nil),
            clock: clock
        )
        self.clock = clock
        self.recorder = EventRecorder(
            store: ledger ?? self.store,
            enrichers: enrichers,
            configuration: recording,
            capturing: capturing,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            losses: losses,
            deadLetters: deadLetters
        )
        self.router = Router(context: AppContext.self)
    }

    static let now = Timestamp(microseconds: 1_800_000_000_000_000)

    /// Nothing is batched, and a store that is away is given up soon.
    static var recording: RecordingConfiguration {
        var configuration = RecordingConfiguration()
        configuration.batch.delay = .zero
        configuration.retry = Backoff(first: .milliseconds(1), last: .milliseconds(5))
        configuration.patience = .milliseconds(20)
        return configuration
    }

    /// Adds the middleware that everything is about.
    func track(
        reader: any RequestContextReader = ClientReader(),
        _ configure: (inout ActivityConfiguration) -> Void = { _ in }
    ) {
        var configuration = ActivityConfiguration()
        configure(&configuration)
        self.router.add(
            middleware: ActivityMiddleware(
                recorder: self.recorder,
                configuration: configuration,
                reader: reader
            )
        )
    }

    /// Runs the app while `body` talks to it, then shuts it down: all events are stored then.
    @discardableResult
    func run<Value>(
        _ setup: TestingSetup = .router,
        handlers: @escaping @Sendable () -> [any RemovableChannelHandler] = { [] },
        _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let app = Application(
            router: self.router,
            server: .http1(configuration: .init(additionalChannelHandlers: handlers())),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            services: [self.recorder],
            logger: Logger(label: "app") { _ in SwiftLogNoOpLogHandler() }
        )
        return try await app.test(setup) { try await body($0) }
    }

    /// What is stored, in ledger order.
    func events(
        _ kind: Event.Kind? = nil,
        of tenant: TenantID = .default
    ) async -> [RecordedEvent] {
        let request = EntriesRequest(tenant: tenant, from: 0, upTo: .max, limit: .max)
        return await self.store.entries(request).entries
            .map { RecordedEvent($0.event) }
            .filter { kind == nil || $0.kind == kind }
    }
}

/// An event as it was sealed, to be looked into.
struct RecordedEvent: Sendable {
    let kind: Event.Kind
    let action: String
    let outcome: Event.Outcome
    let occurredAt: Timestamp
    let who: JSON
    let place: JSON
    let what: JSON

    init(_ event: SealedEvent) {
        func json(_ section: Section?) -> JSON {
            section?.text.map { CanonicalJSON(canonical: $0).value } ?? .null
        }
        self.kind = event.header.kind
        self.action = event.header.action.name
        self.outcome = event.header.outcome
        self.occurredAt = event.header.occurredAt
        self.who = json(event.sections.who)
        self.place = json(event.sections.where)
        self.what = json(event.sections.what)
    }

    /// A member of the detail.
    subscript(detail key: String) -> JSON { self.what["detail"][key] }

    /// The first target.
    var target: JSON {
        guard case .array(let targets) = self.what["targets"] else { return .null }
        return targets.first ?? .null
    }

    var status: Int64? { self[detail: "status"].number }
    var duration: Int64? { self[detail: "duration_us"].number }
    var requestSize: Int64? { self[detail: "request_size"].number }
    var responseSize: Int64? { self[detail: "response_size"].number }
}

extension JSON {
    /// A member of an object; null where there is none.
    subscript(key: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members[key] ?? .null
    }

    var number: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

extension HTTPField.Name {
    static func named(_ name: String) -> Self {
        Self(name) ?? .via
    }
}

/// Waits until `condition` holds; thirty seconds are too long.
func eventually(_ condition: () async -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while await !condition() {
        guard ContinuousClock.now < end else { throw NeverHappened() }
        try await Task.sleep(for: .milliseconds(1))
    }
}

struct NeverHappened: Error {}
