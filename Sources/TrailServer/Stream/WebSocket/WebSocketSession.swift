internal import Hummingbird
internal import NIOCore
internal import Trail

/// One WebSocket of live events, from its greeting to its close.
///
/// One task writes, and looks at what the client has said between one write and the next.
struct WebSocketSession {
    /// After how many pings without a sign of the client it is given up.
    private static let patience = 3

    private let feed: EventFeed
    private let clock: any WallClock
    private let inbox: WebSocketInbox
    private var watch: PrincipalWatch
    private var fields: [FormField]
    private var subscription: FeedSubscription
    /// Pings since the client was last heard.
    private var pings = 0
    private var lastHeard: ContinuousClock.Instant
    private var lastPing = ContinuousClock.now

    /// A session that begins with what `fields` ask.
    ///
    /// - Throws: ``Problem``, and what the store throws.
    init(
        _ fields: [FormField],
        _ inbox: WebSocketInbox,
        _ watch: PrincipalWatch,
        _ backend: TrailBackend
    ) async throws {
        self.feed = backend.feed
        self.clock = backend.clock
        self.inbox = inbox
        self.watch = watch
        self.fields = fields
        self.lastHeard = inbox.lastHeard
        let asked = try StreamQuery(fields, for: watch.principal, now: backend.clock.now())
        self.subscription = try await backend.feed.subscribe(asked.request, for: watch.principal)
    }

    /// Writes frames until there is a reason to close.
    ///
    /// - Returns: The reason.
    /// - Throws: What writing throws: the client has gone, or does not read.
    @concurrent mutating func run(
        _ writer: inout any ResponseBodyWriter
    ) async throws -> WebSocketClose {
        self.listen()
        try await Self.say("connected", self.subscription.cursor, to: &writer)
        while true {
            if let close = try await self.answer(self.inbox.take(), to: &writer) { return close }
            let delivery: FeedDelivery
            do {
                delivery = try await self.subscription.next()
            } catch {
                return WebSocketClose(Problem(.storeUnavailable))
            }
            guard await self.watch.mayGoOn() else { return WebSocketClose(4_001, "sign in again") }
            switch delivery {
            case .events(let items): try await Self.send(items, to: &writer)
            case .beat(let cursor): try await Self.say("position", cursor, to: &writer)
            case .poked: break
            case .ended(let end, let cursor): return WebSocketClose(end, cursor)
            }
            guard try await self.ping(&writer) else {
                return WebSocketClose(1_001, "no sign of you")
            }
        }
    }

    /// Pings now and then, also while events come: a client that only listens would be taken for
    /// idle.
    ///
    /// - Returns: Whether the client has answered one of the last pings.
    @concurrent private mutating func ping(
        _ writer: inout any ResponseBodyWriter
    ) async throws -> Bool {
        let now = ContinuousClock.now
        guard now - self.lastPing >= self.feed.heartbeat else { return true }
        let lastHeard = self.inbox.lastHeard
        self.pings = lastHeard == self.lastHeard ? self.pings + 1 : 1
        self.lastHeard = lastHeard
        self.lastPing = now
        guard self.pings <= Self.patience else { return false }
        try await writer.write(WebSocketFrame.bytes(.ping, []))
        return true
    }

    private func listen() {
        self.inbox.onMail { [weak subscription] in subscription?.poke() }
    }

    /// Answers what the client has said.
    ///
    /// - Returns: Why it ends, if it does.
    @concurrent private mutating func answer(
        _ mail: WebSocketInbox.Mail,
        to writer: inout any ResponseBodyWriter
    ) async throws -> WebSocketClose? {
        if let ping = mail.ping { try await writer.write(WebSocketFrame.bytes(.pong, ping)) }
        for text in mail.texts where mail.close == nil {
            do {
                try await self.follow(text)
                try await Self.say("connected", self.subscription.cursor, to: &writer)
            } catch let problem as Problem {
                try await writer.write(WebSocketFrame.bytes(.text, Self.refusal(problem)))
            } catch is TrailError {
                return WebSocketClose(Problem(.storeUnavailable))
            }
        }
        guard mail.close == nil, mail.isStopping else { return mail.close }
        return WebSocketClose(.stopping, self.subscription.cursor)
    }

    /// Listens to what the client asks for from now on: `{"filter": {…}, "after": 12}`.
    ///
    /// - Throws: ``Problem`` where it is not understood; everything stays as it is then.
    private mutating func follow(_ text: String) async throws {
        let request = try WebSocketRequest(text)
        var fields = request.filter ?? self.fields.filter { $0.name != "after" }
        let after = request.after ?? self.subscription.cursor.text
        fields.append(FormField(name: "after", value: after))
        let asked = try StreamQuery(fields, for: self.watch.principal, now: self.clock.now())
        self.subscription = try await self.feed.subscribe(
            asked.request,
            for: self.watch.principal
        )
        self.fields = fields
        self.listen()
    }

    @concurrent private static func send(
        _ items: [FeedItem],
        to writer: inout any ResponseBodyWriter
    ) async throws {
        for piece in items.pieces({ WebSocketFrame.write(.text, $0.json, to: &$1) }) {
            try await writer.write(piece)
        }
    }

    /// Says how the stream is; what has a `status` and no `kind` is no event.
    @concurrent private static func say(
        _ status: String,
        _ cursor: FeedCursor,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        var output = JSONOutput()
        output.beginObject()
        output.member("status", status)
        output.member("after", cursor.text)
        output.endObject()
        try await writer.write(WebSocketFrame.bytes(.text, output.bytes))
    }

    private static func refusal(_ problem: Problem) -> [UInt8] {
        var output = JSONOutput()
        output.beginObject()
        output.member("status", "refused")
        output.key("problem")
        output.raw(problem.json)
        output.endObject()
        return output.bytes
    }
}
