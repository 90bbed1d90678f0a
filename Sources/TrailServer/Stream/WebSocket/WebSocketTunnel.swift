internal import HTTPTypes
public import NIOCore
internal import NIOHTTP1
public import NIOHTTPTypes

/// Carries the WebSocket of live events through a channel of HTTP/1.
///
/// It stands first among the handlers of a server's channels; without it the path of the WebSocket
/// is answered 426:
/// ```swift
/// let app = Application(
///     router: router,
///     server: .http1(
///         configuration: .init(additionalChannelHandlers: [WebSocketTunnel(), RequestSizeHandler()])
///     ),
///     services: [recorder, backend.feed]
/// )
/// ```
/// The handshake is a request as any other: it passes the router with all of its middleware, which
/// records it, knows who asks and may refuse it. Once it is answered 101, bytes that come in are
/// the rest of the request's body, and the response's body goes out as it is. Requests for any
/// other upgrade, such as `h2c`, are answered as if they had not asked.
public final class WebSocketTunnel: ChannelDuplexHandler, RemovableChannelHandler {
    /// Parts of requests come in.
    public typealias InboundIn = HTTPRequestPart
    /// And go on.
    public typealias InboundOut = HTTPRequestPart
    /// Parts of responses go out.
    public typealias OutboundIn = HTTPResponsePart
    /// And on.
    public typealias OutboundOut = HTTPResponsePart

    private enum State {
        /// Requests and responses.
        case plain
        /// A handshake is being judged; whether its end was read, which is kept back.
        case asked(hasEnded: Bool)
        /// Bytes.
        case open
        /// It was open, and nothing is read any more.
        case closed
    }

    private let path: String
    private var state = State.plain
    private var responsesDue = 0
    private var context: ChannelHandlerContext?

    /// A handler for one channel.
    ///
    /// - Parameter path: Where the WebSocket is, as the configuration of the routes has it.
    public init(path: String = "/ws/activity") {
        self.path = path
    }

    /// Puts itself before the parser as well, which reads nothing behind a handshake.
    public func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let pipeline = context.pipeline.syncOperations
        // On a channel that speaks no HTTP/1 there is nothing to stand before, and no WebSocket.
        guard
            let parser = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        else { return }
        try? pipeline.addHandler(Entrance(self), position: .before(parser))
    }

    /// Lets go of the channel.
    public func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        self.state = .closed
    }

    /// Marks handshakes, and keeps their ends back.
    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head(var head):
            head.headerFields[.tunnel] = nil
            // The answer to an earlier request must not be taken for that to a handshake.
            if self.responsesDue == 0, self.isHandshake(head) {
                head.headerFields[.tunnel] = Self.secret
                // Nothing follows on this connection, however it is answered.
                head.headerFields[.connection] = "close"
                self.state = .asked(hasEnded: false)
            }
            self.responsesDue += 1
            context.fireChannelRead(self.wrapInboundOut(.head(head)))
        case .body: context.fireChannelRead(data)
        case .end:
            guard case .asked = self.state else { return context.fireChannelRead(data) }
            self.state = .asked(hasEnded: true)
        }
    }

    /// Opens the tunnel with a response that says so.
    public func write(
        context: ChannelHandlerContext,
        data: NIOAny,
        promise: EventLoopPromise<Void>?
    ) {
        switch self.unwrapOutboundIn(data) {
        case .head(var head):
            guard case .asked(let hasEnded) = self.state, head.status.code != 100 else { break }
            if head.status == .switchingProtocols {
                self.state = .open
                head.headerFields[.connection] = "Upgrade"
                return context.write(self.wrapOutboundOut(.head(head)), promise: promise)
            }
            self.state = .plain
            context.write(data, promise: promise)
            if hasEnded { context.fireChannelRead(self.wrapInboundOut(.end(nil))) }
            return
        case .body: break
        case .end:
            self.responsesDue -= 1
            if case .open = self.state { self.state = .closed }
        }
        context.write(data, promise: promise)
    }

    private func isHandshake(_ head: HTTPRequest) -> Bool {
        guard head.method == .get, let path = head.path?.prefix(while: { $0 != "?" }),
            path == self.path || path == self.path + "/"
        else { return false }
        return head.headerFields[.upgrade]?.lowercased().contains("websocket") ?? false
    }

    /// Takes bytes of the other end.
    ///
    /// - Returns: Whether they were taken: the tunnel is open, or was.
    fileprivate func take(_ bytes: ByteBuffer) -> Bool {
        switch self.state {
        case .plain, .asked: return false
        case .open: self.context?.fireChannelRead(self.wrapInboundOut(.body(bytes)))
        case .closed: break
        }
        return true
    }

    /// By which routes know that their request came through a tunnel.
    static let secret = String(UInt64.random(in: .min ... .max), radix: 16)

    /// Leads bytes past the parser.
    private final class Entrance: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer

        private let tunnel: WebSocketTunnel

        init(_ tunnel: WebSocketTunnel) {
            self.tunnel = tunnel
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard !self.tunnel.take(Self.unwrapInboundIn(data)) else { return }
            context.fireChannelRead(data)
        }
    }
}

extension HTTPField.Name {
    /// Says that a request came through a tunnel; only within the process.
    static let tunnel: Self = {
        guard let name = Self("Trail-Tunnel") else { preconditionFailure("no field name") }
        return name
    }()
}
