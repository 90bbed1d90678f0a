import NIOCore
import NIOPosix

/// A connection on which bytes are said, to be cut off at will.
enum RawClient {
    /// Connects, says `text`, runs `body`, and closes at once without a farewell.
    static func say(
        _ text: String,
        toPort port: Int,
        _ body: @Sendable () async throws -> Void
    ) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: text))
        do {
            try await body()
        } catch {
            try? await channel.close()
            throw error
        }
        // The server may have closed it before.
        try? await channel.close()
    }
}
