import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import Testing
import Trail
import TrailHummingbird

/// What never becomes a request.
@Suite(.timeLimit(.minutes(1)))
struct RefusedRequestTests {
    @Test(arguments: ["no request at all\r\n\r\n", "GET / HTTP/1.1\r\nno field\r\n\r\n"])
    func `what the HTTP parser refuses is not recorded`(text: String) async throws {
        let app = try TestApp()
        app.track()
        app.router.get("text") { _, _ in "hello" }
        try await app.run(.live) { client in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: #require(client.port)).get()
            try await channel.writeAndFlush(ByteBuffer(string: text))
            // The server answers and closes.
            try await channel.closeFuture.get()
            try await client.execute(uri: "/text", method: .get)
        }
        #expect(await app.events().map { $0[detail: "url"] } == [.string("/text")])
    }
}
