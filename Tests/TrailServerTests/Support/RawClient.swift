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
        try await self.run(port: client.base.port, body)
    }

    /// Connects to a port, and lets `body` talk.
    static func run<Value: Sendable>(
        port: Int?,
        _ body: @escaping @Sendable (inout Conversation) async throws -> Value
    ) async throws -> Value {
        let port = try #require(port)
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
    /// The same as bytes, but for what was taken.
    var bytes: [UInt8] = []

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

    /// Says bytes.
    func say(_ bytes: [UInt8]) async throws {
        try await self.outbound.write(ByteBuffer(bytes: bytes))
    }

    /// Listens until `text` was heard, or the server closes.
    mutating func listen(until text: String) async throws {
        while !self.heard.contains(text), try await self.listen() {}
    }

    /// Listens until something is heard; `false` where the server has closed.
    mutating func listen() async throws -> Bool {
        guard let buffer = try await self.inbound.next(isolation: #isolation) else { return false }
        self.heard += String(buffer: buffer)
        self.bytes += buffer.readableBytesView
        return true
    }

    /// Listens until the server closes.
    mutating func listenToTheEnd() async {
        while let buffer = try? await self.inbound.next(isolation: #isolation) {
            self.heard += String(buffer: buffer)
        }
    }
}
