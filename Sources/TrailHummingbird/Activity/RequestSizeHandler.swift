internal import HTTPTypes
public import NIOCore
public import NIOHTTPTypes
internal import Trail

/// Counts the bodies of requests that state no length (`Transfer-Encoding: chunked`, or HTTP/2) as
/// they arrive, for the ``ActivityMiddleware`` of the same process.
///
/// It stands in the channels of a server:
/// ```swift
/// let app = Application(
///     router: router,
///     server: .http1(
///         configuration: .init(additionalChannelHandlers: [RequestSizeHandler()])
///     ),
///     services: [recorder]
/// )
/// ```
/// Nothing is read that the app does not read, and nobody waits: what has arrived when the
/// exchange ends is the size. Requests that state their length pass untouched. To others a header
/// field is added, by which the middleware knows them and which it takes away again; what a client
/// sends under that name is dropped.
public final class RequestSizeHandler: ChannelInboundHandler, RemovableChannelHandler {
    /// Parts of requests come in.
    public typealias InboundIn = HTTPRequestPart
    /// And go on.
    public typealias InboundOut = HTTPRequestPart

    /// The body that is arriving, if it is counted.
    private var body: ArrivingBody?
    /// Bodies that no middleware has asked for yet: requests may come before the one in front of
    /// them is answered.
    private var waiting: [ArrivingBody] = []
    /// How many of them are remembered; nobody may ever ask.
    private static let longest = 64

    /// A handler for one channel.
    public init() {}

    /// Counts what arrives, and passes it on.
    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head(let head):
            context.fireChannelRead(self.wrapInboundOut(.head(self.begin(head))))
        case .body(let bytes):
            self.body?.meter.add(bytes.readableBytes)
            context.fireChannelRead(data)
        case .end: context.fireChannelRead(data)
        }
    }

    /// Forgets what was under way.
    public func channelInactive(context: ChannelHandlerContext) {
        self.forgetAll()
        context.fireChannelInactive()
    }

    /// Forgets what was under way.
    public func handlerRemoved(context: ChannelHandlerContext) {
        self.forgetAll()
    }

    private func begin(_ head: HTTPRequest) -> HTTPRequest {
        self.body = nil
        var head = head
        if head.headerFields.contains(.arrivingBody) { head.headerFields[.arrivingBody] = nil }
        guard head.headerFields[.contentLength] == nil,
            head.method.mayHaveContent || head.headerFields.contains(.transferEncoding)
        else { return head }
        let body = ArrivingBody()
        self.body = body
        self.waiting.removeAll { !$0.isWaiting }
        self.waiting.append(body)
        if self.waiting.count > Self.longest { self.waiting.removeFirst().forget() }
        head.headerFields[.arrivingBody] = body.number
        return head
    }

    private func forgetAll() {
        for body in self.waiting { body.forget() }
        self.waiting = []
        self.body = nil
    }
}
