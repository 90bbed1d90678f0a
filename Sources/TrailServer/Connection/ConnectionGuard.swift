internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Keeps a connection within bounds that the layers above do not keep.
///
/// * A request that is no HTTP, or whose head is too large, is answered by a ``Problem``.
/// * `Expect: 100-continue` is answered, unless the body would be refused for its length.
/// * A client that goes on sending after its answer, or whose answer says `Connection: close`,
///   is let go: what it sends is thrown away for a moment, so that it can read the answer, and
///   then the connection is closed.
/// * A client that does not read its answer is cut off.
/// * When the server stops, an exchange that is under way has a few seconds to end.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private var exchange: ConnectionExchange
    private var stall: Scheduled<Void>?
    private var farewell: Scheduled<Void>?

    init(_ limits: ConnectionLimits) {
        self.limits = limits
        self.exchange = ConnectionExchange(surplus: limits.surplus)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !self.exchange.isLeaving else { return }
        let part = self.unwrapInboundIn(data)
        switch part {
        case .head(let head):
            self.exchange.readHead()
            self.greet(head, context)
        case .body(let bytes): self.exchange.readBody(bytes.readableBytes)
        case .end: self.exchange.readEnd()
        }
        guard !self.exchange.isExhausted else { return self.leave(context) }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Nothing above asks for more once nothing is passed on.
        if self.exchange.isLeaving { context.read() }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !self.exchange.isLeaving else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        context.write(data, promise: promise)
        switch self.unwrapOutboundIn(data) {
        case .head(let head):
            self.exchange.writeHead(closes: head.headerFields[.connection] == "close")
        case .body: break
        case .end:
            self.exchange.writeEnd()
            if self.exchange.mustLeave { self.leave(context) }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        self.stall?.cancel()
        self.stall = nil
        if !context.channel.isWritable {
            let channel = context.channel
            self.stall = context.eventLoop.scheduleTask(in: self.limits.stall) {
                channel.close(promise: nil)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, self.farewell == nil {
            let channel = context.channel
            self.farewell = context.eventLoop.scheduleTask(in: self.limits.farewell) {
                channel.close(promise: nil)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Within an exchange the error belongs to whoever reads the body, and on a broken socket
        // nobody is left to be told.
        let isBroken = error is IOError || error is ChannelError
        guard !isBroken, !self.exchange.isOpen, !self.exchange.isLeaving else {
            return context.fireErrorCaught(error)
        }
        let problem = Problem(unreadable: error)
        let head = HTTPResponse(
            status: problem.kind.status,
            headerFields: problem.response.headers
        )
        context.write(self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(self.wrapOutboundOut(.body(ByteBuffer(bytes: problem.json))), promise: nil)
        context.write(self.wrapOutboundOut(.end(nil)), promise: nil)
        self.leave(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.stall?.cancel()
        self.farewell?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.stall?.cancel()
        self.farewell?.cancel()
        context.fireChannelInactive()
    }

    /// Tells a client that waits for it to send its body.
    private func greet(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return }
        let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= self.limits.body else { return }
        let response = HTTPResponse(status: .continue)
        context.writeAndFlush(self.wrapOutboundOut(.head(response)), promise: nil)
    }

    /// Ends the connection so that the client can still read what was written: closing at once
    /// would make the kernel discard it.
    private func leave(_ context: ChannelHandlerContext) {
        self.exchange.leave()
        context.flush()
        let channel = context.channel
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: self.limits.linger) {
            channel.close(promise: nil)
        }
        context.read()
    }
}

extension Problem {
    /// What is wrong with a request that cannot even be read.
    init(unreadable error: any Error) {
        guard let error = error as? HTTPParserError else {
            self.init(.malformed, headers: [.connection: "close"])
            return
        }
        self.init(thrown: error)
    }
}
