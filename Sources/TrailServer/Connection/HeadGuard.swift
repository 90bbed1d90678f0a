internal import NIOCore
internal import NIOHTTP1

/// Looks at requests before they lose what the layers above do not keep: the version of HTTP, and
/// how often a field was there.
///
/// * A request of HTTP/1.1 names its host once, in the form of one (RFC 9112 §3.2).
/// * Of transfer codings only `chunked` is known (RFC 9112 §6.1).
/// * Whatever ends the connection after its answer is told upwards as `Connection: close`, in that
///   spelling: HTTP/1.0, and every request for an upgrade, for the parser reads nothing behind it.
/// * An `Upgrade` that `Connection` does not name, or of HTTP/1.0, is none (RFC 9110 §7.8).
/// * An answer to HTTP/1.0 is never chunked, and one to `HEAD` has no end of a body either.
final class HeadGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What is wrong with a head.
    enum Fault: Error {
        case host, transferCoding
    }

    /// Whether the request that is answered next is `HEAD`, and whether it is of HTTP/1.0.
    private struct Due {
        let isHead: Bool
        let isOld: Bool
    }

    private var due = CircularBuffer<Due>()
    private var answering: Due?
    private var hasRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !self.hasRefused else { return }
        guard case .head(var head) = Self.unwrapInboundIn(data) else {
            return context.fireChannelRead(data)
        }
        if let fault = Self.fault(of: head) {
            self.hasRefused = true
            return context.fireErrorCaught(fault)
        }
        let isOld = head.version.minor == 0
        self.due.append(Due(isHead: head.method == .HEAD, isOld: isOld))
        let isUpgrade = Self.asksForUpgrade(head)
        let isStray = head.headers.contains(name: "Upgrade") && (isOld || !isUpgrade)
        if isStray { head.headers.remove(name: "Upgrade") }
        guard isOld || !head.isKeepAlive || isUpgrade || isStray else {
            return context.fireChannelRead(data)
        }
        guard isOld || !head.isKeepAlive || isUpgrade else {
            return context.fireChannelRead(Self.wrapInboundOut(.head(head)))
        }
        if isOld { head.headers.remove(name: "Expect") }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(Self.wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head(var head):
            guard !head.status.isInformational else { break }
            self.answering = self.due.popFirst()
            guard self.answering?.isOld == true else { break }
            head.version = .http1_0
            return context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
        case .body: break
        case .end:
            defer { self.answering = nil }
            guard self.answering?.isHead == true else { break }
            // The encoder would end a chunked body that was never begun.
            let nothing = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer()))
            return context.write(Self.wrapOutboundOut(nothing), promise: promise)
        }
        context.write(data, promise: promise)
    }

    private static func fault(of head: HTTPRequestHead) -> Fault? {
        let hosts = head.headers["Host"]
        let isOld = head.version.minor == 0
        guard hosts.count == 1 || (isOld && hosts.isEmpty) else { return .host }
        guard hosts.allSatisfy({ $0.isEmpty || HostSyntax.isValid($0) }) else { return .host }
        guard head.headers.contains(name: "Transfer-Encoding") else { return nil }
        let codings = head.headers["Transfer-Encoding"]
        return codings.count == 1 && codings[0].lowercased() == "chunked" && !isOld
            ? nil : .transferCoding
    }

    private static func asksForUpgrade(_ head: HTTPRequestHead) -> Bool {
        head.method == .CONNECT
            || head.headers.contains(name: "Upgrade")
                && head.headers[canonicalForm: "Connection"].contains {
                    $0.lowercased() == "upgrade"
                }
    }
}

extension HTTPResponseStatus {
    fileprivate var isInformational: Bool { (100..<200).contains(self.code) }
}
