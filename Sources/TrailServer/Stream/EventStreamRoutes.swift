internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import Trail

/// `stream/`: events as they are stored, as server-sent events.
struct EventStreamRoutes<Context: PrincipalContext>: Sendable {
    /// What is listened to.
    let backend: TrailBackend
    /// How long streams last.
    let configuration: TrailServerConfiguration.Streaming
    /// Knows whether who listens still may.
    let credentials: CredentialCheck

    /// The stream, for as long as its client stays.
    func get(_ request: Request, _ context: Context) async throws -> Response {
        guard self.configuration.isEnabled else { throw Problem.noStreams }
        let principal = try context.authorizedToRead()
        let asked = try StreamQuery(
            request.queryFields(),
            lastID: request.headers[.lastEventID],
            for: principal,
            now: self.backend.clock.now()
        )
        guard request.method != .head else { return Self.response(ResponseBody(), .head) }
        let subscription = try await self.backend.feed.subscribe(asked.request, for: principal)
        let credentials = self.credentials
        let watch = await PrincipalWatch(principal, self.configuration) {
            try await credentials.principal(of: request, in: context)
        }
        let presence = await ClientPresence.of(context)
        let text = EventStreamText(isNamed: asked.isNamed)
        let retry = self.configuration.retry
        let body = ResponseBody { writer in
            presence.onLeave { [weak subscription] in subscription?.finish(.left) }
            try await withGracefulShutdownHandler {
                var stream = EventStream(subscription, text, watch, retry: retry)
                try await stream.write(to: &writer)
            } onGracefulShutdown: { [weak subscription] in
                subscription?.finish(.stopping)
            }
            try await writer.finish(nil)
        }
        return Self.response(body, .get)
    }

    private static func response(_ body: ResponseBody, _ method: HTTPRequest.Method) -> Response {
        var response = Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream",
                .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
                .xAccelBuffering: "no",
            ],
            body: body
        )
        if method == .head { response.headers[.contentLength] = nil }
        return response
    }
}

/// Writes what a subscription hears to the client of a stream.
struct EventStream {
    private let subscription: FeedSubscription
    private let text: EventStreamText
    private var watch: PrincipalWatch
    private let retry: Duration

    init(
        _ subscription: FeedSubscription,
        _ text: EventStreamText,
        _ watch: PrincipalWatch,
        retry: Duration
    ) {
        self.subscription = subscription
        self.text = text
        self.watch = watch
        self.retry = retry
    }

    /// Writes until there is nothing more to say.
    ///
    /// - Throws: What writing throws: the client has gone, or does not read.
    @concurrent mutating func write(to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(self.text.greeting(self.subscription.cursor, retry: self.retry))
        while true {
            // Where the client is: what is taken from now on and not written must come again.
            let place = self.subscription.cursor
            let delivery: FeedDelivery
            do {
                delivery = try await self.subscription.next()
            } catch {
                return try await self.leave("the store cannot be read", at: place, to: &writer)
            }
            guard await self.watch.mayGoOn() else {
                return try await self.leave("sign in again", at: place, to: &writer)
            }
            switch delivery {
            case .events(let items):
                for piece in self.text.pieces(items) { try await writer.write(piece) }
            case .beat(let cursor): try await writer.write(self.text.heartbeat(cursor))
            case .poked: break
            // Nobody is there to be told, nor to read the end of the body.
            case .ended(.left, _): throw CancellationError()
            case .ended(let end, let place):
                return try await self.leave(end.sentence, at: place, to: &writer)
            }
        }
    }

    /// Says why the stream ends, and behind which place the client is to go on.
    ///
    /// Clients come back within a few seconds, not all at once.
    @concurrent private func leave(
        _ reason: String,
        at place: FeedCursor,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        let wait = self.retry + .milliseconds(Int.random(in: 0...2_000))
        try await writer.write(self.text.farewell(reason, place, retry: wait))
    }
}

extension FeedEnd {
    /// What a client is told.
    var sentence: String {
        switch self {
        case .tooSlow: "too slow"
        case .stopping: "the server restarts"
        case .left: "gone"
        case .complete: "complete"
        }
    }
}

extension Problem {
    /// There are no streams here.
    static let noStreams = Self(.notFound, "Live streams are switched off (stream.enabled).")
}
