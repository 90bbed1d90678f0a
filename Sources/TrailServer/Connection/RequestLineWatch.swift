internal import NIOCore

/// Keeps what has just arrived in sight, to tell a request by an unknown method from what is no
/// HTTP at all: the parser calls both a wrong method.
final class RequestLineWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var latest: ByteBuffer?

    /// Whether what is being read begins with a request line of HTTP/1.
    var seesRequestLine: Bool { self.latest.map(RequestLine.begins) ?? false }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.latest = Self.unwrapInboundIn(data)
        context.fireChannelRead(data)
        // Not longer than it is read: an idle connection should hold nothing.
        self.latest = nil
    }
}

/// The first line of a request (RFC 9112 §3).
enum RequestLine {
    /// The longest line that is looked at.
    private static let longest = 8_192

    /// Whether `buffer` begins with `method target HTTP/1.x`, whatever the method is called.
    static func begins(_ buffer: ByteBuffer) -> Bool {
        let bytes = buffer.readableBytesView.prefix(Self.longest)
            .drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return false }
        let words = bytes[..<end].split(
            separator: UInt8(ascii: " "),
            omittingEmptySubsequences: false
        )
        guard words.count == 3, !words[0].isEmpty, !words[1].isEmpty else { return false }
        return words[0].allSatisfy(Self.isTokenByte) && words[2].starts(with: "HTTP/1.".utf8)
    }

    /// RFC 9110 §5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
