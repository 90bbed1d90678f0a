import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@testable import TrailServer

@Suite struct AcceptedConnectionTests {
    private static func connect(to port: Int?) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: try #require(port)).get()
    }

    @Test func `a connection that nobody serves is closed, and nothing else happens`() async throws
    {
        let http = HTTP1Channel(responder: { _, _, _ in })
        let channel = DroppableChannel(base: http)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { child in
                channel.setup(channel: child, logger: .silent)
            }
        try await server.executeThenClose { accepted in
            var accepted = accepted.makeAsyncIterator()
            let client = try await Self.connect(to: server.channel.localAddress?.port)
            var connection = try await accepted.next(isolation: #isolation)
            let child = try #require(connection?.channel)
            #expect(child.isActive)
            connection = nil
            try await child.closeFuture.get()
            try await client.closeFuture.get()
        }
    }

    /// Fails as soon as it is told to.
    private struct FailingService: Service {
        struct Failure: Error {}

        let signal: AsyncStream<Void>

        func run() async throws {
            for await _ in self.signal {}
            throw Failure()
        }
    }

    @Test func `a server whose services fail while clients come ends, and only it`() async throws {
        for _ in 0..<3 {
            let server = try TestServer { $0.http.port = 0 }
            let (signal, fail) = AsyncStream.makeStream(of: Void.self)
            let clients = Mutex<[any Channel]>([])
            let application = buildServer(
                server.backend,
                server.configuration,
                services: [FailingService(signal: signal)],
                logger: .silent
            ) { port in
                // Accepted by now, and not yet served: the server does that when this returns.
                for _ in 0..<4 {
                    guard let client = try? await Self.connect(to: port) else { continue }
                    clients.withLock { $0.append(client) }
                }
                try? await Task.sleep(for: .milliseconds(50))
                fail.finish()
                try? await Task.sleep(for: .seconds(60))
            }
            await #expect(throws: FailingService.Failure.self) { try await application.run() }
            let connected = clients.withLock { $0 }
            #expect(connected.count == 4)
            for client in connected { try await client.closeFuture.get() }
        }
    }
}
