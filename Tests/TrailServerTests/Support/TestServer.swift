import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Trail
import TrailServer
import TrailTesting

/// A server on an in-memory store, and what tests need to talk to it.
struct TestServer: Sendable {
    let store: InMemoryEventStore
    let faults: FaultyStore
    let recorder: EventRecorder
    let backend: TrailBackend
    let configuration: TrailServerConfiguration
    let clock: ManualClock

    init(
        recording: RecordingConfiguration = RecordingConfiguration(),
        disk: DiskGuard? = nil,
        spool: (any Spool)? = nil,
        capturing: CaptureConfiguration = CaptureConfiguration(),
        destinations: Destinations = Destinations(),
        feed: FeedConfiguration? = nil,
        _ configure: (inout TrailServerConfiguration) -> Void = { _ in }
    ) throws {
        let clock = ManualClock(Self.now)
        let key = try LedgerKey.generate(name: "trail.example")
        let sealer = Sealer(
            key: key,
            serverName: "trail.example",
            clock: clock,
            memory: nil
        )
        self.clock = clock
        self.store = InMemoryEventStore(sealer: sealer, clock: clock)
        self.faults = FaultyStore(self.store)
        let metrics = PrometheusMetrics()
        self.recorder = EventRecorder(
            store: self.faults,
            configuration: recording,
            capturing: capturing,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: RecordingMetrics(factory: metrics),
            spool: spool
        )
        self.backend = TrailBackend(
            recorder: self.recorder,
            store: self.faults,
            state: self.store,
            ledgerKeys: [key.verifier],
            clock: clock,
            disk: disk,
            metrics: metrics,
            destinations: destinations,
            feed: feed.map { [faults = self.faults, recorder = self.recorder] in
                EventFeed(faults, wokenBy: recorder, configuration: $0)
            }
        )
        var configuration = TrailServerConfiguration()
        configuration.beacon.sessionKey = Array(repeating: 7, count: 32)
        configuration.access.passwordCost = Self.cheap
        configure(&configuration)
        self.configuration = configuration
    }

    /// What the clock says: 2026-11-21T02:38:40.118744Z.
    static let now = Timestamp(microseconds: 1_795_228_720_118_744)

    /// Runs the server while `body` talks to it.
    func run<Value>(
        _ setup: TestingSetup = .router,
        authenticators: [any BearerAuthenticator]? = nil,
        _ body: @Sendable (TestClient) async throws -> Value
    ) async throws -> Value {
        let application = buildServer(
            self.backend,
            self.configuration,
            authenticators: authenticators,
            services: [self.recorder],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        return try await application.test(setup) { client in
            try await body(TestClient(base: client))
        }
    }

    /// Reads one path of a server that records nothing.
    func get(_ path: String, token: String? = nil) async throws -> Answer {
        let router = buildRouter(self.backend, self.configuration)
        return try await Application(router: router).test(.router) { client in
            try await TestClient(base: client).get(path, token: token)
        }
    }

    /// Makes a token and gives its secret.
    func token(
        _ scopes: Set<APIToken.Scope>,
        name: String = "robot",
        tenant: TenantID = .default,
        expiresAt: Timestamp? = nil
    ) async throws -> String {
        let secret = TokenSecret.random()
        let token = APIToken(
            name: name,
            hash: secret.hash,
            scopes: scopes,
            tenant: tenant,
            createdAt: Self.now,
            expiresAt: expiresAt
        )
        try await self.store.add(token)
        return secret.text
    }

    /// What is stored, in ledger order.
    func events(of tenant: TenantID = .default) async -> [SealedEvent] {
        let request = EntriesRequest(tenant: tenant, from: 0, upTo: .max, limit: .max)
        return await self.store.entries(request).entries.map(\.event)
    }
}

/// Talks to a ``TestServer``.
struct TestClient: Sendable {
    let base: any TestClientProtocol

    func get(_ path: String, token: String? = nil, _ headers: HTTPFields = [:]) async throws
        -> Answer
    {
        try await self.send(.get, path, token: token, headers)
    }

    func post(
        _ path: String,
        _ body: String,
        as type: String? = "application/json",
        token: String? = nil,
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = type
        return try await self.send(.post, path, token: token, headers, Array(body.utf8))
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        token: String? = nil,
        _ headers: HTTPFields = [:],
        _ body: [UInt8]? = nil
    ) async throws -> Answer {
        var headers = headers
        if let token { headers[.authorization] = "Bearer " + token }
        let response = try await self.base.executeRequest(
            uri: path,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(bytes: $0) }
        )
        return Answer(
            status: response.status.code,
            headers: response.headers,
            bytes: [UInt8](buffer: response.body)
        )
    }
}

/// What a server answered.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    /// The `Link` header field.
    var link: String? { self["Link"] }

    /// A header field.
    subscript(field: String) -> String? {
        HTTPField.Name(field).flatMap { self.headers[$0] }
    }

    var text: String { String(decoding: self.bytes, as: UTF8.self) }

    /// The body as JSON; null where it is none.
    var json: JSON { (try? CanonicalJSON(parsing: self.bytes))?.value ?? .null }

    /// The last part of the problem's type.
    var problem: String? {
        guard self.headers[.contentType] == "application/problem+json" else { return nil }
        return self.json["type"].text?.split(separator: ":").last.map { String($0) }
    }

    /// The fields that the problem names, with their first reasons.
    var errors: [String: String] {
        guard case .object(let members) = self.json["errors"] else { return [:] }
        return members.compactMapValues { $0[0].text }
    }

    /// The body's lines as JSON.
    var lines: [JSON] {
        self.text.split(separator: "\n").map { line in
            (try? CanonicalJSON(parsing: Array(line.utf8)))?.value ?? .null
        }
    }
}

extension JSON {
    subscript(key: String) -> JSON {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }

    subscript(place: Int) -> JSON {
        if case .array(let elements) = self, place < elements.count {
            elements[place]
        } else {
            .null
        }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Int64? { if case .integer(let number) = self { number } else { nil } }
    var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    var count: Int { if case .array(let elements) = self { elements.count } else { 0 } }
    var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
}

extension SealedEvent {
    /// The text of a section.
    func text(_ name: SectionName) -> String {
        String(decoding: self.sections[name]?.text ?? [], as: UTF8.self)
    }
}
