internal import Crypto
public import Trail
public import TrailHummingbird

/// How a server listens, what it accepts and whom it answers.
public struct TrailServerConfiguration: Sendable {
    /// Where the server listens and how clients reach it.
    public struct HTTP: Sendable {
        /// The address to listen on.
        public var host = "127.0.0.1"
        /// The port to listen on; 0 for any that is free.
        public var port = 8_080
        /// The address under which clients reach the server.
        ///
        /// Where there is none, what trusted proxies say of each request, else its `Host`.
        public var publicURL: PublicURL?
        /// The most connections at a time; more wait until one closes.
        public var connections = 8_192
        /// How long a connection may stay idle, also within a request.
        public var idleTime: Duration = .seconds(60)
        /// How long a client may leave its response unread before it is cut off.
        public var stallTime: Duration = .seconds(30)
        /// The most bytes of one header field.
        public var headerField = 16_384
        /// The most bytes of all header fields together.
        public var headers = 65_536
        /// The most header fields.
        public var headerCount = 100
    }

    /// What a request may hold.
    public struct Limits: Sendable {
        /// The most bytes of a body that is read as a whole, and of a line of NDJSON.
        public var body = 10 * 1_048_576
        /// The most bytes of bodies that are still arriving, for all connections to the beacon
        /// together, again for all to ingest, and again for each area of the administration.
        ///
        /// A body that is read as a whole counts from its second part on until it is complete;
        /// of NDJSON counts what has arrived of a line, decompressed, until the line is complete.
        /// A request for which there is no room gets 503; lines read before are recorded.
        public var arriving = 64 * 1_048_576
        /// How long a body that is read as a whole may take to arrive.
        public var bodyTime: Duration = .seconds(30)
        /// How long a line of NDJSON may take to arrive, counted from the line before it.
        ///
        /// A body of lines may be of any length and go on for as long as lines come.
        public var lineTime: Duration = .seconds(60)
    }

    /// The beacon of browsers.
    public struct Beacon: Sendable {
        /// The path below which it is.
        public var path = "/djaffar"
        /// Whether anonymous clients may post.
        public var isOpen = true
        /// Anonymous posts a second from one address; 0 for no limit.
        public var rate = 50
        /// Anonymous posts at once from one address.
        public var burst = 500
        /// The most bytes of a post.
        public var maximumBody = 1_048_576
        /// The age of a session; `nil` for as long as the browser is open.
        public var sessionAge: Duration?
        /// The secret under which session cookies are made: 32 bytes.
        ///
        /// Drawn anew unless it is set, and then sessions end with the process.
        public var sessionKey = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
    }

    /// Where the server listens and how clients reach it.
    public var http = HTTP()
    /// Who the client of a request is, and which proxies are believed about it.
    public var client = ClientReader()
    /// What a request may hold.
    public var limits = Limits()
    /// The beacon of browsers.
    public var beacon = Beacon()
    /// The dashboard.
    public var dashboard = Dashboard()
    /// How people sign in.
    public var access = Access()
    /// The path below which the API is.
    public var apiPrefix = "/api/activity"
    /// The ledger of clients that belong to no other.
    public var tenant = TenantID.default
    /// The origins whose pages may call from a browser.
    public var allowedOrigins = AllowedOrigins.none
    /// Live streams of events.
    public var streaming = Streaming()
    /// What is captured of requests to the server itself; `nil` for nothing.
    public var ownRequests: ActivityConfiguration?
    /// What may be seen without a token.
    public var openness = Openness()
    /// Whether superusers may remove all events of a kind at once.
    public var allowsPurge = false

    /// What may be seen without a token.
    public struct Openness: Sendable {
        /// Checkpoints, hash tiles and proofs.
        public var ledger = false
        /// The metrics.
        public var metrics = false
    }

    /// The defaults.
    public init() {}
}
