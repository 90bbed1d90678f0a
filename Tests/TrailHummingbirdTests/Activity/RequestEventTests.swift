import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Trail
import TrailHummingbird
import TrailTesting

private struct Secretive: Error, CustomStringConvertible {
    var description: String { "password=hunter2" }
}

@Suite(.timeLimit(.minutes(1)))
struct RequestEventTests {
    @Test func `a request is recorded once, with route, status, duration and sizes`() async throws {
        let app = try TestApp()
        app.track()
        app.router.put("articles/:id") { request, _ in
            _ = try await request.body.collect(upTo: 100)
            return "12345"
        }
        try await app.run { client in
            let body = ByteBuffer(string: "abc")
            try await client.execute(uri: "/articles/7?draft=1&x=%20", method: .put, body: body)
        }
        let events = await app.events()
        #expect(events.count == 1)
        let event = try #require(events.first)
        #expect(event.kind == .request)
        #expect(event.action == "request.put")
        #expect(event.outcome == .success)
        #expect(event[detail: "method"] == "PUT")
        #expect(event[detail: "url"] == "/articles/7")
        #expect(event[detail: "query"] == "draft=1&x=%20")
        #expect(event[detail: "route"] == "/articles/{id}")
        #expect(event.status == 200)
        #expect(event.requestSize == 3)
        #expect(event.responseSize == 5)
        #expect(try #require(event.duration) >= 0)
        #expect(event.what["metadata"] == .null)
    }

    @Test func `a path that nobody serves is recorded as 404, without a route`() async throws {
        let app = try TestApp()
        app.track()
        try await app.run { try await $0.execute(uri: "/nowhere", method: .get) }
        let event = try #require(await app.events().first)
        #expect(event.status == 404)
        #expect(event.outcome == .failure)
        #expect(event[detail: "url"] == "/nowhere")
        #expect(event[detail: "route"] == .null)
        #expect(event.responseSize == 0)
        #expect(event.duration != nil)
    }

    @Test(arguments: [
        (401, Event.Outcome.denied), (403, .denied), (409, .failure), (503, .failure),
    ])
    func `a thrown HTTP error has its status and the size of its body`(
        status: Int,
        outcome: Event.Outcome
    ) async throws {
        let app = try TestApp()
        app.track()
        app.router.get("no") { _, _ -> String in
            throw HTTPError(.init(code: status), message: "not today")
        }
        let size = try await app.run { client in
            try await client.execute(uri: "/no", method: .get) { response in
                #expect(response.status.code == status)
                return response.body.readableBytes
            }
        }
        let events = await app.events()
        #expect(events.count == 1)
        #expect(events.first?.status == Int64(status))
        #expect(events.first?.outcome == outcome)
        #expect(events.first?[detail: "route"] == "/no")
        #expect(size > 0)
        #expect(events.first?.responseSize == Int64(size))
    }

    @Test func `an unhandled error is 500 and a system event without its text`() async throws {
        let app = try TestApp()
        app.track()
        app.router.get("broken/:id") { _, _ -> String in throw Secretive() }
        try await app.run { client in
            try await client.execute(uri: "/broken/1", method: .get) { response in
                #expect(response.status == .internalServerError)
            }
        }
        let request = try #require(await app.events(.request).first)
        #expect(request.status == 500)
        #expect(request.responseSize == 0)
        let systems = await app.events(.system)
        #expect(systems.count == 1)
        let system = try #require(systems.first)
        #expect(system.action == "http.unhandled_error")
        #expect(system[detail: "severity"] == "ERROR")
        #expect(system[detail: "category"] == "http")
        #expect(system[detail: "facts"]["error"].text?.hasSuffix("Secretive") == true)
        #expect(system[detail: "facts"]["route"] == "/broken/{id}")
        #expect(system.place["request_id"] == request.place["request_id"])
        #expect(!"\(system.what)".contains("hunter2"))
    }

    @Test func `an unhandled error is found behind the CORS middleware, too`() async throws {
        let app = try TestApp()
        app.track()
        app.router.add(middleware: CORSMiddleware())
        app.router.get("broken") { _, _ -> String in throw Secretive() }
        app.router.get("meant") { _, _ -> String in throw HTTPError(.conflict) }
        try await app.run { client in
            let headers: HTTPFields = [.origin: "https://other.example"]
            try await client.execute(uri: "/broken", method: .get, headers: headers)
            try await client.execute(uri: "/meant", method: .get, headers: headers)
        }
        let systems = await app.events(.system)
        #expect(systems.map { $0[detail: "facts"]["url"] } == ["/broken"])
        #expect(systems.first?[detail: "facts"]["error"].text?.hasSuffix("Secretive") == true)
    }

    @Test func `a cancelled handler is 500, as it is answered, and no unhandled error`()
        async throws
    {
        let app = try TestApp()
        app.track()
        app.router.get("given-up") { _, _ -> String in throw CancellationError() }
        try await app.run { client in
            try await client.execute(uri: "/given-up", method: .get) { response in
                #expect(response.status == .internalServerError)
            }
        }
        #expect(await app.events().map(\.status) == [500])
    }

    @Test func `time is when the request began, not when it was written`() async throws {
        let app = try TestApp()
        app.track()
        let clock = app.clock
        app.router.get("slow") { _, _ in
            clock.advance(by: .seconds(5))
            return "done"
        }
        try await app.run { try await $0.execute(uri: "/slow", method: .get) }
        #expect(await app.events().first?.occurredAt == TestApp.now)
    }

    @Test func `the duration is what the client waited, also for the last part of a stream`()
        async throws
    {
        let app = try TestApp()
        app.track()
        app.router.get("slow") { _, _ in
            try await Task.sleep(for: .milliseconds(20))
            return "done"
        }
        app.router.get("stream") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "a"))
                    try await Task.sleep(for: .milliseconds(20))
                    try await writer.finish(nil)
                }
            )
        }
        app.router.get("refused") { _, _ -> String in
            try await Task.sleep(for: .milliseconds(20))
            throw HTTPError(.conflict)
        }
        try await app.run { client in
            for path in ["/slow", "/stream", "/refused"] {
                try await client.execute(uri: path, method: .get)
            }
        }
        let durations = await app.events().compactMap(\.duration)
        #expect(durations.count == 3)
        #expect(durations.allSatisfy { $0 >= 20_000 })
    }

    @Test func `a body of unstated length is counted while it is read where asked for`()
        async throws
    {
        for isCounted in [true, false] {
            let app = try TestApp()
            app.track { $0.countsUnstatedRequestSizes = isCounted }
            app.router.post("upload") { request, _ in
                let body = try await request.body.collect(upTo: 1_000)
                return String(buffer: body)
            }
            try await app.run(.live) { client in
                let request =
                    "POST /upload HTTP/1.1\r\nhost: app\r\ntransfer-encoding: chunked\r\n\r\n"
                    + "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n"
                try await RawClient.say(request, toPort: #require(client.port)) {
                    try await eventually { await !app.events().isEmpty }
                }
            }
            let event = try #require(await app.events().first)
            #expect(event.status == 200)
            #expect(event.requestSize == (isCounted ? 8 : nil))
            #expect(event.responseSize == 8)
        }
    }

    @Test func `a request without a body has size 0`() async throws {
        let app = try TestApp()
        app.track()
        app.router.get("") { _, _ in "" }
        try await app.run { try await $0.execute(uri: "/", method: .get) }
        #expect(await app.events().first?.requestSize == 0)
        #expect(await app.events().first?.responseSize == 0)
    }

    @Test func `without response metrics there are neither durations nor sizes`() async throws {
        let app = try TestApp()
        app.track { $0.measuresResponses = false }
        app.router.get("x") { _, _ in
            Response(status: .ok, body: ResponseBody { try await $0.finish(nil) })
        }
        try await app.run { try await $0.execute(uri: "/x", method: .get) }
        let event = try #require(await app.events().first)
        #expect(event.status == 200)
        #expect(event.duration == nil)
        #expect(event.requestSize == nil)
        #expect(event.responseSize == nil)
    }

    @Test func `an upgrade is recorded with status 101`() async throws {
        let app = try TestApp()
        app.track()
        app.router.get("socket") { _, _ in Response(status: .switchingProtocols) }
        try await app.run { try await $0.execute(uri: "/socket", method: .get) }
        let event = try #require(await app.events().first)
        #expect(event.status == 101)
        #expect(event.outcome == .success)
    }

    @Test func `an upgrade is the 200 of a router that decides on upgrades alone`() async throws {
        let app = try TestApp()
        app.track { $0.decidesUpgrades = true }
        app.router.get("socket") { _, _ in Response(status: .ok) }
        app.router.get("members") { _, _ -> Response in throw HTTPError(.unauthorized) }
        try await app.run { client in
            for path in ["/socket", "/members", "/none"] {
                try await client.execute(uri: path, method: .get)
            }
        }
        let events = await app.events()
        #expect(events.map(\.status) == [101, 401, 404])
        #expect(events.map(\.outcome) == [.success, .denied, .failure])
    }

    @Test func `what is too long is clipped, and no reason to lose the event`() async throws {
        let app = try TestApp()
        app.track()
        let long = String(repeating: "ä", count: 30_000)
        try await app.run { client in
            try await client.execute(
                uri: "/" + long + "?" + long,
                method: .get,
                headers: [
                    .userAgent: long, .referer: long, .origin: "https://" + long,
                    .frontendURL: "https://" + long, .named("x-request-id"): long,
                ]
            )
        }
        let events = await app.events()
        #expect(events.map(\.kind) == [.request, .cors])
        let event = try #require(events.first)
        #expect(event[detail: "url"].text?.utf8.count == 4_095)
        #expect(event[detail: "query"].text?.utf8.count == 16_384)
        #expect(event.place["user_agent"].text?.utf8.count == 4_096)
        #expect(event.place["request_id"].text.map { $0.utf8.count < 100 } == true)
    }

    @Test func `excluded paths are not recorded, though they know who and where`() async throws {
        let app = try TestApp()
        app.track()
        let recorder = app.recorder
        app.router.get("health/live") { _, _ in
            recorder.record(Event.Draft(.page(PageDetail(path: "/within"))))
            return "ok"
        }
        try await app.run { client in
            try await client.execute(
                uri: "/health/live",
                method: .get,
                headers: [.named("x-request-id"): "r-1", .origin: "https://other.example"]
            )
        }
        let events = await app.events()
        #expect(events.map(\.kind) == [.page])
        #expect(events.first?.place["request_id"].text?.isEmpty == false)
    }

    @Test func `secrets in a query are masked`() async throws {
        let app = try TestApp()
        app.track()
        try await app.run { client in
            try await client.execute(uri: "/x?a=1&password=hunter2", method: .get)
        }
        let event = try #require(await app.events().first)
        #expect(event[detail: "query"].text?.hasPrefix("a=1&password=") == true)
        #expect(!"\(event.what)".contains("hunter2"))
    }

    @Test func `a recorder that captures nothing records nothing`() async throws {
        let app = try TestApp(capturing: .nothing)
        app.track()
        app.router.add(middleware: ActionMiddleware(recorder: app.recorder))
        app.router.get("broken") { _, _ -> String in throw Secretive() }
        app.router.get("stream") { _, _ in
            Response(status: .ok, body: ResponseBody { try await $0.finish(nil) })
        }
        try await app.run { client in
            let headers: HTTPFields = [.origin: "https://other.example"]
            try await client.execute(uri: "/broken", method: .get, headers: headers)
            try await client.execute(uri: "/stream", method: .head, headers: headers)
            try await client.execute(uri: "/stream", method: .get, headers: headers)
        }
        #expect(await app.events().isEmpty)
    }

    @Test func `switched off it records nothing`() async throws {
        let app = try TestApp()
        app.track {
            $0.capturesRequests = false
            $0.capturesCrossOrigin = false
            $0.capturesErrors = false
        }
        app.router.get("broken") { _, _ -> String in throw Secretive() }
        try await app.run { client in
            let headers: HTTPFields = [.origin: "https://other.example"]
            try await client.execute(uri: "/broken", method: .get, headers: headers)
        }
        #expect(await app.events().isEmpty)
    }
}
