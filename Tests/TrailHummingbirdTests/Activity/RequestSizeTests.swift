import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Trail
import TrailHummingbird

/// Bodies of requests that state no length.
@Suite(.timeLimit(.minutes(1)))
struct RequestSizeTests {
    private static let head = "POST /x HTTP/1.1\r\nhost: app\r\ntransfer-encoding: chunked\r\n"
    private static let hello = Self.head + "\r\n5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n"

    /// Sends `text` to an app whose channels count, and gives the sizes that it recorded.
    private static func sizes(
        of text: String,
        events count: Int = 1,
        _ addRoutes: (Router<AppContext>) -> Void
    ) async throws -> [Int64?] {
        let app = try TestApp()
        app.track()
        addRoutes(app.router)
        try await app.run(.live, handlers: { [RequestSizeHandler()] }) { client in
            try await RawClient.say(text, toPort: #require(client.port)) {
                try await eventually { await app.events(.request).count == count }
            }
        }
        return await app.events(.request).map(\.requestSize)
    }

    @Test func `a body whose length is not stated is counted as it arrives`() async throws {
        let sizes = try await Self.sizes(of: Self.hello) { router in
            router.post("x") { request, _ in
                let body = try await request.body.collect(upTo: 1_000)
                return String(buffer: body)
            }
        }
        #expect(sizes == [8])
    }

    @Test func `a body that nobody reads is counted as far as it has come`() async throws {
        let gate = Gate()
        let text = Self.head + "\r\n5\r\nhello\r\n"
        let app = try TestApp()
        app.track()
        app.router.post("x") { _, _ in
            await gate.wait()
            return "no, thanks"
        }
        try await app.run(.live, handlers: { [RequestSizeHandler()] }) { client in
            try await RawClient.say(text, toPort: #require(client.port)) {
                // The chunk follows its head at once, but not necessarily in the same piece.
                try await Task.sleep(for: .milliseconds(50))
                gate.open()
                try await eventually { await !app.events().isEmpty }
            }
        }
        let event = try #require(await app.events().first)
        #expect(event.status == 200)
        #expect(event.requestSize == 5)
    }

    @Test func `the handler sees the request as it was sent`() async throws {
        let seen = Mutex<[String]>([])
        let forged = Self.head + "trail-arriving-body: 1f\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
        let sizes = try await Self.sizes(of: forged) { router in
            router.post("x") { request, _ in
                seen.withLock { $0 = request.headers.map { $0.name.canonicalName } }
                return String(buffer: try await request.body.collect(upTo: 1_000))
            }
        }
        #expect(sizes == [5])
        #expect(seen.withLock { $0 } == ["transfer-encoding"])
    }

    @Test func `a body without a length may be there, or may not`() async throws {
        let app = try TestApp()
        app.track()
        app.router.post("x") { _, _ in "ok" }
        app.router.get("x") { _, _ in "ok" }
        try await app.run { client in
            try await client.execute(uri: "/x", method: .post)
            try await client.execute(uri: "/x", method: .get)
        }
        #expect(await app.events(.request).map(\.requestSize) == [nil, 0])
    }

    @Test func `requests on one connection are counted apart`() async throws {
        let stated = "POST /x HTTP/1.1\r\nhost: app\r\ncontent-length: 2\r\n\r\nab"
        let bare = "POST /x HTTP/1.1\r\nhost: app\r\n\r\n"
        let one = Self.head + "\r\n1\r\na\r\n0\r\n\r\n"
        let sizes = try await Self.sizes(of: Self.hello + stated + bare + one, events: 4) {
            router in
            router.post("x") { request, _ in
                _ = try await request.body.collect(upTo: 1_000)
                return "ok"
            }
        }
        #expect(sizes == [8, 2, 0, 1])
    }

    @Test func `many requests that come at once are counted apart`() async throws {
        let many = String(repeating: Self.hello, count: 20)
        let sizes = try await Self.sizes(of: many, events: 20) { router in
            router.post("x") { request, _ in
                String(buffer: try await request.body.collect(upTo: 1_000))
            }
        }
        #expect(sizes == Array(repeating: 8, count: 20))
    }

    @Test func `a body that is counted can be collected and still be watched`() async throws {
        let sizes = try await Self.sizes(of: Self.hello) { router in
            router.post("x") { request, _ in
                var request = request
                let question = try await request.collectBody(upTo: 1_000)
                return try await request.body.consumeWithCancellationOnInboundClose { _ in
                    "answer to " + String(buffer: question)
                }
            }
        }
        #expect(sizes == [8])
    }

    @Test func `an upload that its client breaks off counts what came of it`() async throws {
        let app = try TestApp()
        app.track()
        app.router.post("x") { request, _ in
            String(buffer: try await request.body.collect(upTo: 1_000))
        }
        try await app.run(.live, handlers: { [RequestSizeHandler()] }) { client in
            let text = Self.head + "\r\n5\r\nhello\r\n"
            try await RawClient.say(text, toPort: #require(client.port)) {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await eventually { await !app.events().isEmpty }
        }
        let event = try #require(await app.events().first)
        #expect(event.status == 499)
        #expect(event.requestSize == 5)
    }
}

/// Lets whoever waits go on, once.
private final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (self.stream, self.continuation) = AsyncStream.makeStream()
    }

    func open() { self.continuation.finish() }

    func wait() async {
        for await _ in self.stream {}
    }
}
