import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Trail
import TrailHummingbird

private struct BrokenPipe: Error {}

/// Puts an empty body in the place of each.
private struct HeadOnly: RouterMiddleware {
    typealias Context = AppContext

    @concurrent func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        try await next(request, context).createHeadResponse()
    }
}

@Suite(.timeLimit(.minutes(1)))
struct StreamedResponseTests {
    /// A body of `count` pieces of a thousand bytes, with a pause before each.
    private static func body(
        of count: Int,
        length: Int? = nil,
        pause: Duration = .milliseconds(10)
    ) -> ResponseBody {
        ResponseBody(contentLength: length) { writer in
            for _ in 0..<count {
                try await Task.sleep(for: pause)
                try await writer.write(ByteBuffer(repeating: 65, count: 1_000))
            }
            try await writer.finish(nil)
        }
    }

    @Test(arguments: [nil, 4_000])
    func `a streamed body counts to its last byte`(length: Int?) async throws {
        let app = try TestApp()
        app.track()
        app.router.get("stream") { _, _ in
            Response(status: .ok, body: Self.body(of: 4, length: length))
        }
        try await app.run(.live) { client in
            try await client.execute(uri: "/stream", method: .get) { response in
                #expect(response.body.readableBytes == 4_000)
            }
        }
        let events = await app.events()
        #expect(events.count == 1)
        let event = try #require(events.first)
        #expect(event.status == 200)
        #expect(event.outcome == .success)
        #expect(event.responseSize == 4_000)
        let duration = try #require(event.duration)
        let first = try #require(event.what["metadata"]["first_byte_us"].number)
        #expect(duration >= 40_000)
        #expect(first >= 10_000)
        #expect(first <= duration)
    }

    @Test func `a body of several buffers is counted`() async throws {
        let app = try TestApp()
        app.track()
        app.router.get("parts") { _, _ in
            let parts = [ByteBuffer(string: "abc"), ByteBuffer(string: "de")]
            return Response(status: .ok, body: ResponseBody(contentsOf: parts))
        }
        try await app.run { client in
            try await client.execute(uri: "/parts", method: .get) { response in
                #expect(String(buffer: response.body) == "abcde")
            }
        }
        #expect(await app.events().map(\.responseSize) == [5])
    }

    @Test func `a large buffer is followed until it is written`() async throws {
        let app = try TestApp()
        app.track()
        app.router.get("large") { _, _ in ByteBuffer(repeating: 66, count: 200_000) }
        try await app.run(.live) { client in
            try await client.execute(uri: "/large", method: .get) { response in
                #expect(response.body.readableBytes == 200_000)
                #expect(response.headers[.contentLength] == "200000")
            }
        }
        let event = try #require(await app.events().first)
        #expect(event.responseSize == 200_000)
        #expect(event.what["metadata"]["first_byte_us"].number != nil)
    }

    @Test func `a body that fails on the way is a failure, and an unhandled error`() async throws {
        let app = try TestApp()
        app.track()
        app.router.get("half") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "half"))
                    throw BrokenPipe()
                }
            )
        }
        try await app.run { client in
            await #expect(throws: (any Error).self) {
                try await client.execute(uri: "/half", method: .get)
            }
        }
        let requests = await app.events(.request)
        #expect(requests.count == 1)
        #expect(requests.first?.status == 500)
        #expect(requests.first?.outcome == .failure)
        #expect(requests.first?.responseSize == 4)
        #expect(requests.first?.what["metadata"]["sent_status"] == 200)
        let system = await app.events(.system).first
        #expect(system?[detail: "facts"]["error"].text?.hasSuffix("BrokenPipe") == true)
    }

    @Test func `a body that is replaced farther out is recorded once, with what was sent`()
        async throws
    {
        let app = try TestApp()
        app.router.add(middleware: HeadOnly())
        app.track()
        app.router.get("stream") { _, _ in Response(status: .accepted, body: Self.body(of: 3)) }
        try await app.run { try await $0.execute(uri: "/stream", method: .get) }
        let events = await app.events()
        #expect(events.map(\.status) == [202])
        #expect(events.map(\.responseSize) == [0])
    }

    @Test func `a client that leaves in the middle makes it a failure with status 499`()
        async throws
    {
        let app = try TestApp()
        app.track()
        app.router.get("endless") { _, _ in
            Response(status: .ok, body: Self.body(of: 100_000, pause: .milliseconds(1)))
        }
        try await app.run(.live) { client in
            let request = "GET /endless HTTP/1.1\r\nhost: app\r\n\r\n"
            try await RawClient.say(request, toPort: #require(client.port)) {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await eventually { await !app.events().isEmpty }
        }
        let events = await app.events()
        #expect(events.map(\.status) == [499])
        #expect(events.map(\.outcome) == [.failure])
        #expect(events.first?.what["metadata"]["sent_status"] == 200)
        #expect(try #require(events.first?.responseSize) > 0)
    }

    @Test func `a stream of events ends well when its client leaves`() async throws {
        let app = try TestApp()
        app.track()
        app.router.get("events") { request, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    var output = writer
                    try await request.body.consumeWithCancellationOnInboundClose { _ in
                        while !Task.isCancelled {
                            try await output.write(ByteBuffer(string: "data: x\n\n"))
                            try await Task.sleep(for: .milliseconds(1))
                        }
                    }
                    try await writer.finish(nil)
                }
            )
        }
        try await app.run(.live) { client in
            let request = "GET /events HTTP/1.1\r\nhost: app\r\n\r\n"
            try await RawClient.say(request, toPort: #require(client.port)) {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await eventually { await !app.events().isEmpty }
        }
        let events = await app.events()
        #expect(events.map(\.status) == [200])
        #expect(events.map(\.outcome) == [.success])
    }

    @Test func `an upload that its client breaks off is a failure with status 499`() async throws {
        let app = try TestApp()
        app.track()
        app.router.post("upload") { request, _ in
            _ = try await request.body.collect(upTo: 1_000)
            return "thanks"
        }
        try await app.run(.live) { client in
            let request = "POST /upload HTTP/1.1\r\nhost: app\r\ncontent-length: 100\r\n\r\nabc"
            try await RawClient.say(request, toPort: #require(client.port)) {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await eventually { await !app.events().isEmpty }
        }
        let events = await app.events()
        #expect(events.map(\.kind) == [.request])
        #expect(events.map(\.status) == [499])
        #expect(events.map(\.outcome) == [.failure])
    }

    @Test func `a body that was collected can still be watched for its client to leave`()
        async throws
    {
        let app = try TestApp()
        app.track()
        app.router.post("ask") { request, _ in
            var request = request
            let question = try await request.collectBody(upTo: 1_000)
            return try await request.body.consumeWithCancellationOnInboundClose { _ in
                "answer to " + String(buffer: question)
            }
        }
        try await app.run(.live) { client in
            let request =
                "POST /ask HTTP/1.1\r\nhost: app\r\ntransfer-encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n0\r\n\r\n"
            try await RawClient.say(request, toPort: #require(client.port)) {
                try await eventually { await !app.events().isEmpty }
            }
        }
        #expect(await app.events().map(\.status) == [200])
    }

    @Test func `without figures a body that fails is a failure all the same`() async throws {
        let app = try TestApp()
        app.track { $0.measuresResponses = false }
        app.router.get("stream") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "ab"))
                    throw BrokenPipe()
                }
            )
        }
        try await app.run(.live) { client in
            _ = try? await client.execute(uri: "/stream", method: .get)
            try await eventually { await app.events().count == 2 }
        }
        #expect(await app.events(.system).map(\.action) == ["http.unhandled_error"])
        let event = try #require(await app.events(.request).first)
        #expect(event.status == 500)
        #expect(event.outcome == .failure)
        #expect(event.duration == nil)
        #expect(event.responseSize == nil)
        #expect(event.what["metadata"]["sent_status"] == 200)
        #expect(event.what["metadata"]["first_byte_us"] == .null)
    }
}
