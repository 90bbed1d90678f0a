internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Keeps a connection within bounds that the layers above do not keep.
///
/// * A request that is no HTTP, that names no host, or whose head is too large, is answered by a
///   ``Problem``, behind the answers to the requests that came before it.
/// * `Expect: 100-continue` is answered, unless the body would be refused for its length.
/// * A client that goes on sending after its answer, or whose request or answer says
///   `Connection: close`, is let go: what it sends is thrown away for a moment, so that it can read the answer, and
///   then the connection is closed.
/// * A client that does not read its answer is cut off.
/// * When the server stops, an exchange that is under way has a few seconds to end.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Whether the client is still there, for whoever works long before the answer begins.
    let presence = ClientPresence()

    private let limits: ConnectionLimits
    private let line = RequestLineWatch()
    private var exchange: ConnectionExchange
    /// What is wrong with what came behind the requests that are still to be answered.
    private var unreadable: Problem?
    private var stall: Scheduled<Void>?
    private var farewell: Scheduled<Void>?

    init(_ limits: ConnectionLimits) {
        self.limits = limits
        self.exchange = ConnectionExchange(surplus: limits.surplus)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Nearer to the wire, where requests still have their version. On a channel that speaks no
        // HTTP/1, as in tests, there is nothing to stand before.
        let pipeline = context.pipeline.syncOperations
        if let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) {
            try? pipeline.addHandler(HeadGuard(), position: .before(codec))
        }
        if let parser = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) {
            try? pipeline.addHandler(self.line, position: .before(parser))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !self.exchange.isLeaving else { return }
        let part = self.unwrapInboundIn(data)
        switch part {
        case .head(let head):
            self.exchange.readHead(closes: head.headerFields[.connection] == "close")
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
        switch self.unwrapOutboundIn(data) {
        case .head(var head):
            if self.exchange.answersLast { head.headerFields[.connection] = "close" }
            context.write(self.wrapOutboundOut(.head(head)), promise: promise)
            self.exchange.writeHead(closes: head.headerFields[.connection] == "close")
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            self.exchange.writeEnd()
            if self.exchange.mustLeave { return self.leave(context) }
            if let problem = self.unreadable, !self.exchange.isOpen {
                self.answer(problem, context)
            }
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
        if case .some(.inputClosed) = event as? ChannelEvent { self.presence.leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Within a request the error belongs to whoever reads the body, and on a broken socket
        // nobody is left to be told.
        let isBroken = error is IOError || error is ChannelError
        guard !isBroken, !self.exchange.isRequestOpen, !self.exchange.isLeaving else {
            return context.fireErrorCaught(error)
        }
        // Behind another request nobody knows where in the bytes in sight its own line begins.
        let isRequest = !self.exchange.isOpen && self.line.seesRequestLine
        let problem = Problem(unreadable: error, isRequest: isRequest)
        guard !self.exchange.isOpen else {
            // The requests before it were good, and their answers come first.
            self.unreadable = self.unreadable ?? problem
            return
        }
        self.answer(problem, context)
    }

    /// Answers what cannot be read, and ends the connection.
    private func answer(_ problem: Problem, _ context: ChannelHandlerContext) {
        self.unreadable = nil
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
        self.presence.leave()
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
    /// What is wrong with a request that cannot even be read; the connection ends with it.
    init(unreadable error: any Error, isRequest: Bool) {
        switch error {
        case HeadGuard.Fault.host:
            self.init(.malformed, "A request names its host once: Host: name, or name:port.")
        case HeadGuard.Fault.transferCoding:
            self.init(.unknownCoding)
        case HTTPParserError.invalidMethod where isRequest: self.init(.unknownMethod)
        case let error as HTTPParserError: self.init(thrown: error)
        default: self.init(.malformed)
        }
        self.headers[.connection] = "close"
    }
}

extension Problem.Kind {
    /// The body is transferred in a way that is not known here.
    static let unknownCoding = Self(
        "unknown-transfer-coding",
        .notImplemented,
        title: "Unknown transfer coding",
        sentence: "Of transfer codings only chunked is known."
    )
}
