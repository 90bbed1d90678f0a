public import HTTPTypes
public import Trail

/// What an ``ActivityMiddleware`` captures, of what its recorder captures at all.
///
/// Made from a ``Trail/CaptureConfiguration`` it follows the settings; a middleware makes it from
/// that of its recorder unless it is given another.
public struct ActivityConfiguration: Sendable {
    /// Whether `request` events are captured; key `request`.
    public var capturesRequests = true
    /// Whether `cors` events are captured; key `cors`.
    public var capturesCrossOrigin = true
    /// Whether errors that nobody turned into a response are captured as `system` events; key
    /// `system`.
    public var capturesErrors = true
    /// Whether durations and sizes are measured; key `response-metrics`.
    public var measuresResponses = true
    /// Whether the bodies of requests that state no length are counted while they are read, for
    /// servers whose channels have no ``RequestSizeHandler``, which counts them at no such risk.
    ///
    /// Off unless it is known that no handler both collects the body of such a request and then
    /// calls `consumeWithInboundCloseHandler` or `consumeWithCancellationOnInboundClose`, which
    /// with Hummingbird 2.28 stops the process for a body that was replaced twice. While it is
    /// off such requests have no `request_size`.
    public var countsUnstatedRequestSizes = false
    /// Whether the router decides on upgrades and nothing else, as Hummingbird's WebSocket router
    /// does: its 200 is what the client gets as 101, and is recorded so.
    public var decidesUpgrades = false
    /// Which paths `request` and `cors` events are captured of; keys below `urls`.
    public var urls = URLRules.standard
    /// What belongs to the app itself, and which field other pages name themselves in.
    public var origins = Origins()

    /// What is taken for another origin.
    public struct Origins: Sendable, Hashable {
        /// The field in which a page names itself: `X-Frontend-URL`.
        public var frontendHeader = HTTPField.Name.frontendURL
        /// Origins of the app besides the host of each request, written as browsers send them:
        /// `https://app.example.com`.
        public var own: Set<String> = []
    }

    /// The defaults.
    public init() {}

    /// What `capturing` says of requests: their paths, and whether they are measured.
    ///
    /// Which kinds are captured the recorder knows.
    public init(_ capturing: CaptureConfiguration) {
        self.urls = capturing.urls
        self.measuresResponses = capturing.measuresResponses
    }
}

extension HTTPField.Name {
    /// `X-Frontend-URL`, in which a page names itself when it calls.
    public static let frontendURL: Self = {
        guard let name = Self("X-Frontend-URL") else { preconditionFailure("no field name") }
        return name
    }()
}
