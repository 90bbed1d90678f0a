public import Hummingbird
public import Metrics

/// What the server counts of its requests; made once.
public struct RequestMetrics: Sendable {
    /// Requests by the class of their status, from 1xx to 5xx.
    let byClass: [Counter]
    /// How long it took until the head of the response.
    let time: Timer

    /// Metrics made by `factory`.
    public init(factory: any MetricsFactory) {
        self.byClass = (1...5).map { digit in
            Counter(
                label: "trail_http_requests_total",
                dimensions: [("status", "\(digit)xx")],
                factory: factory
            )
        }
        self.time = Timer(label: "trail_http_request_seconds", factory: factory)
    }

    func count(_ status: Int, since start: ContinuousClock.Instant) {
        let place = min(max(status / 100, 1), self.byClass.count) - 1
        self.byClass[place].increment()
        let time = start.duration(to: .now).components
        self.time.recordNanoseconds(time.seconds * 1_000_000_000 + time.attoseconds / 1_000_000_000)
    }
}

/// Counts requests; stands before whatever turns errors into responses.
public struct RequestMetricsMiddleware<Context: RequestContext>: RouterMiddleware {
    private let metrics: RequestMetrics

    /// A middleware that counts into `metrics`.
    public init(_ metrics: RequestMetrics) {
        self.metrics = metrics
    }

    /// Passes the request on, and counts the response.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        self.metrics.count(response.status.code, since: start)
        return response
    }
}
