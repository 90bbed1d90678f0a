/// An HTTP exchange.
public struct RequestDetail: Sendable, Hashable {
    /// The method, as sent.
    public var method: String
    /// The path of the request.
    public var url: String
    /// The query without `?`.
    public var query: String?
    /// The route's pattern, such as `/orders/{id}`.
    public var route: String?
    /// The status code; `nil` where no response was sent.
    public var status: Int?
    /// Time from the head of the request to the last byte of the response, in microseconds.
    public var durationMicroseconds: Int64?
    /// Bytes of the request's body.
    public var requestSize: Int64?
    /// Bytes of the response's body.
    public var responseSize: Int64?

    /// An exchange of which only the request is known.
    public init(method: String, url: String, query: String? = nil) {
        self.method = method
        self.url = url
        self.query = query
    }

    /// Success below 400, denied for 401 and 403, else failure; failure without a response.
    package var defaultOutcome: Event.Outcome {
        switch self.status {
        case .some(401), .some(403): .denied
        case .some(let status) where status < 400: .success
        default: .failure
        }
    }
}
