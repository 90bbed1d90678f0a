public import Trail

/// Where a remote Trail is, and how it is talked to.
public struct RemoteTrailConfiguration: Sendable {
    /// The root of the remote API: `https://log.example.com/api/activity`.
    public var url: String
    /// Whether plain `http:` is used to other hosts than this one.
    ///
    /// Whoever is on the way then reads the token and the events.
    public var allowsPlainHTTP = false
    /// Whether bodies are compressed.
    public var compresses = true
    /// The most bytes of a body, before compression, unless a single event is larger.
    ///
    /// It becomes smaller while the client runs where something on the way refuses bodies of this
    /// size.
    public var maximumBody = 4 * 1_048_576
    /// Whether events of ``Trail/TenantID/default`` name their tenant as all others do, rather
    /// than leave it to the token.
    public var namesDefaultTenant = false
    /// How long it may take to connect.
    public var connectTime: Duration = .seconds(5)
    /// How long one request may take from its start to the end of the answer.
    public var requestTime: Duration = .seconds(30)
    /// The longest pause that the remote side may ask for.
    public var longestPause: Duration = .seconds(600)

    let token: BearerToken?

    /// The remote Trail at `url`.
    ///
    /// - Parameters:
    ///   - url: The root of its API, with `https:` unless it is on this machine.
    ///   - token: The secret of an API token with the scope `ingest`.
    public init(url: String, token: String) {
        self.url = url
        self.token = BearerToken(token)
    }
}

extension RecordingConfiguration {
    /// What suits a recorder whose store is a remote Trail: longer pauses, part of them random.
    public static var remote: Self {
        var configuration = Self()
        configuration.batch.delay = .milliseconds(100)
        configuration.retry = Backoff(
            first: .milliseconds(500),
            last: .seconds(60),
            jitter: 0.5
        )
        return configuration
    }
}
