internal import AsyncHTTPClient
internal import NIOCore
internal import Synchronization
public import Trail

/// A Trail server elsewhere, as what a recorder writes to.
///
/// ```swift
/// let remote = try RemoteTrail(
///     RemoteTrailConfiguration(url: "https://log.example.com/api/activity", token: token)
/// )
/// let recorder = EventRecorder(store: remote, configuration: .remote, clock: SystemWallClock(),
///     logger: logger, spool: spool, sequence: sequence)
/// ```
/// One call of ``append(_:)`` is one attempt; whoever calls it, as the recorder does, tries again.
/// It is safe to give the same events again: the server knows them by their ids. Events keep
/// their order. The server seals them as stated by the holder of the token, under its own clock.
/// Answers are given when the events are on the server's disk.
///
/// Redirects are not followed, for they would carry the events to another place.
public final class RemoteTrail: LedgerWriter {
    private struct State {
        var maximumBody: Int
        var compresses: Bool
    }

    let configuration: RemoteTrailConfiguration
    let address: RemoteAddress
    let token: BearerToken
    let client: HTTPClient
    let clock: any WallClock
    private let state: Mutex<State>

    /// The remote Trail that `configuration` names; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - configuration: Where it is.
    ///   - clock: The time of day, for servers that name the time at which to come again.
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for an address or a token that cannot
    ///   be used.
    public init(
        _ configuration: RemoteTrailConfiguration,
        clock: any WallClock = SystemWallClock()
    ) throws(TrailError) {
        guard let token = configuration.token else {
            throw TrailError(.invalidConfiguration, "the token for the remote Trail is malformed")
        }
        self.address = try RemoteAddress(configuration)
        self.configuration = configuration
        self.token = token
        self.clock = clock
        self.state = Mutex(
            State(maximumBody: configuration.maximumBody, compresses: configuration.compresses)
        )
        var http = HTTPClient.Configuration(redirectConfiguration: .disallow)
        http.timeout.connect = TimeAmount(configuration.connectTime)
        http.timeout.read = TimeAmount(configuration.requestTime)
        // Shorter than any server keeps a connection, so that none is closed under a request.
        http.connectionPool.idleTimeout = .seconds(20)
        // Whoever calls tries again, and waits longer each time.
        http.connectionPool.retryConnectionEstablishment = false
        self.client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: http)
    }

    deinit {
        // The client keeps itself until its connections are closed; nobody waits for that.
        self.client.shutdown { _ in }
    }

    /// Whether bodies are compressed: until a server says that it cannot read them.
    var compresses: Bool {
        get { self.state.withLock { $0.compresses } }
        set { self.state.withLock { $0.compresses = newValue } }
    }

    /// The most bytes of a body: fewer once that many were refused.
    var maximumBody: Int {
        get { self.state.withLock { $0.maximumBody } }
        set { self.state.withLock { $0.maximumBody = newValue } }
    }

    /// Sends the events and reads what became of them.
    ///
    /// - Throws: ``Trail/TrailError`` where nothing is known to be stored: `storeUnavailable`,
    ///   `overloaded` or `outOfSpace` when the server is away, too busy or too slow, with
    ///   ``Trail/TrailError/retryAfter`` where it asks for a pause; `invalidConfiguration` when it
    ///   does not know the token, when the token may not record, or when there is no Trail at this
    ///   address; `unstorable` when it refuses the request for what is in it.
    public func append(_ request: AppendRequest) async throws -> AppendResult {
        var outcomes: [AppendResult.Outcome] = []
        outcomes.reserveCapacity(request.events.count)
        var open = [request.events[...]]
        while let part = open.popLast() {
            let bytes = part.reduce(0) { $0 + $1.byteCount }
            if part.count > 1, bytes > self.maximumBody {
                Self.halve(part, into: &open)
                continue
            }
            switch try await self.send(part) {
            case .answered(let result):
                outcomes += result.outcomes
                guard let failure = result.failure else { continue }
                return try Self.result(outcomes, failure)
            case .failed(let failure):
                return try Self.result(outcomes, failure)
            case .tooLarge where part.count > 1:
                self.maximumBody = bytes / 2
                Self.halve(part, into: &open)
            case .tooLarge:
                outcomes += part.map {
                    .refused($0.header.id, reason: "the event alone is too large a body")
                }
            }
        }
        return AppendResult(outcomes: outcomes, batches: [])
    }

    private static func halve(
        _ part: ArraySlice<EncodedEvent>,
        into open: inout [ArraySlice<EncodedEvent>]
    ) {
        let middle = part.startIndex + part.count / 2
        open.append(part[middle...])
        open.append(part[..<middle])
    }

    /// What is to be told when a failure ends a request, in which some events may be stored.
    private static func result(
        _ outcomes: [AppendResult.Outcome],
        _ failure: TrailError
    ) throws(TrailError) -> AppendResult {
        guard !outcomes.isEmpty else { throw failure }
        var failure = failure
        // The one that is refused is found when the rest comes again without what is stored.
        if failure.code == .unstorable { failure.code = .storeUnavailable }
        return AppendResult(outcomes: outcomes, batches: [], failure: failure)
    }
}
