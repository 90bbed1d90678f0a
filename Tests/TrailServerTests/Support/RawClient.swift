import HummingbirdTesting
import NIOCore
import NIOPosix
import Testing

/// A connection to a live server that says and hears bytes.
enum RawClient {

    /// Connects, and lets `body` talk.
    static func run<Value: Sendable>(
        _ client: TestClient,
        _ body: @escaping @Sendable (inout Conversation) async throws -> Value
    ) async throws -> Value {
        let port = try #require(client.base.port)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "localhost", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var conversation = Conversation(
                inbound: inbound.makeAsyncIterator(),
                outbound: outbound
            )
            return try await body(&conversation)
        }
    }
}

/// What is said and heard on a connection.
struct Conversation {
    var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    /// All that was heard.
    private(set) var heard = ""

    init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    /// Says `text`.
    func say(_ text: String) async throws {
        try await self.outbound.write(ByteBuffer(string: text))
    }

    /// Listens until `text` was heard, or the server closes.
    mutating func listen(until text: String) async throws {
        while !self.heard.contains(text),
            let buffer = try await self.inbound.next(isolation: #isolation)
        {
            self.heard += String(buffer: buffer)
        }
    }

    /// Listens until the server closes.
    mutating func listenToTheEnd() async {
        while let buffer = try? await self.inbound.next(isolation: #isolation) {
            self.heard += String(buffer: buffer)
        }
    }
}
