import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceLifecycle
import Testing
import Trail
import TrailHummingbird

private struct Odd: Error {}

@Suite(.timeLimit(.minutes(1)))
struct UnchangedResponseTests {
    private static let paths = [
        "/text", "/stream", "/known", "/empty", "/conflict", "/broken", "/none", "/moved",
    ]

    private static func addRoutes(to router: Router<AppContext>) {
        router.get("text") { _, _ in "hello" }
        router.get("empty") { _, _ in HTTPResponse.Status.noContent }
        router.get("moved") { _, _ in Response.redirect(to: "/text") }
        router.get("conflict") { _, _ -> String in
            throw HTTPError(.conflict, headers: [.retryAfter: "3"], message: "no")
        }
        router.get("broken") { _, _ -> String in throw Odd() }
        router.get("stream") { _, _ in
            Response(status: .accepted, headers: [.eTag: "x"], body: Self.body(length: nil))
        }
        router.get("known") { _, _ in Response(status: .ok, body: Self.body(length: 4)) }
    }

    private static func body(length: Int?) -> ResponseBody {
        ResponseBody(contentLength: length) { writer in
            try await writer.write(ByteBuffer(string: "ab"))
            try await writer.write(contentsOf: [ByteBuffer(string: "c"), ByteBuffer(string: "d")])
            try await writer.finish([.named("x-trailer"): "t"])
        }
    }

    private static func answers(_ app: TestApp) async throws -> [Answer] {
        try await app.run(.live) { client in
            var answers: [Answer] = []
            for path in Self.paths {
                answers.append(try await client.execute(uri: path, method: .get) { Answer($0) })
            }
            return answers
        }
    }

    private static func plainAnswers() async throws -> [Answer] {
        let app = try TestApp()
        Self.addRoutes(to: app.router)
        return try await Self.answers(app)
    }

    @Test func `tracked responses are the same byte for byte`() async throws {
        let app = try TestApp()
        app.track { $0.countsUnstatedRequestSizes = true }
        app.router.add(middleware: ActionMiddleware(recorder: app.recorder))
        Self.addRoutes(to: app.router)
        #expect(try await Self.answers(app) == Self.plainAnswers())
    }

    @Test(arguments: FailingLedger.Failure.allCases, [false, true])
    func `a store that fails in any way changes no response`(
        failure: FailingLedger.Failure,
        waits: Bool
    ) async throws {
        var recording = TestApp.recording
        recording.wait = waits
        let app = try TestApp(ledger: FailingLedger(failure: failure), recording: recording)
        app.track()
        app.router.add(middleware: ActionMiddleware(recorder: app.recorder))
        Self.addRoutes(to: app.router)
        #expect(try await Self.answers(app) == Self.plainAnswers())
    }

    @Test func `a recorder without room changes no response`() async throws {
        var recording = TestApp.recording
        recording.buffer.events = 0
        let app = try TestApp(recording: recording)
        app.track()
        Self.addRoutes(to: app.router)
        #expect(try await Self.answers(app) == Self.plainAnswers())
    }

    @Test(arguments: [false, true])
    func `a recorder that does not run changes no response`(waits: Bool) async throws {
        var recording = TestApp.recording
        recording.wait = waits
        let idle = try TestApp(recording: recording)
        let app = try TestApp()
        app.router.add(middleware: ActivityMiddleware(recorder: idle.recorder))
        Self.addRoutes(to: app.router)
        #expect(try await Self.answers(app) == Self.plainAnswers())
    }

    @Test func `closures that throw change no response`() async throws {
        let app = try TestApp()
        app.router.add(
            middleware: ActivityMiddleware(recorder: app.recorder) { _, _ in throw Odd() }
        )
        app.router.add(middleware: ActorMiddleware { _, _ in throw Odd() })
        app.router.add(
            middleware: ActionMiddleware(
                recorder: app.recorder,
                target: ActionTarget { _, _ in throw Odd() },
                message: .computed { _, _ in throw Odd() },
                metadata: ActionMetadata { _, _ in throw Odd() }
            )
        )
        Self.addRoutes(to: app.router)
        #expect(try await Self.answers(app) == Self.plainAnswers())
        #expect(await app.events(.request).count == Self.paths.count)
        // No action where there is no route: the whole chain stands before the router.
        #expect(await app.events(.action).count == Self.paths.count)
    }

    @Test func `strict recording fails the request whose event is not recorded`() async throws {
        var recording = TestApp.recording
        recording.strict = true
        recording.wait = true
        let app = try TestApp(ledger: FailingLedger(failure: .full), recording: recording)
        app.track()
        Self.addRoutes(to: app.router)
        try await app.run { client in
            try await client.execute(uri: "/text", method: .get) { response in
                #expect(response.status == .internalServerError)
            }
            // Whatever fails by itself fails as it did.
            try await client.execute(uri: "/conflict", method: .get) { response in
                #expect(response.status == .conflict)
            }
        }
    }

    @Test func `waiting recording has the event on disk before the response is there`()
        async throws
    {
        var recording = TestApp.recording
        recording.wait = true
        let app = try TestApp(recording: recording)
        app.track()
        Self.addRoutes(to: app.router)
        try await app.run { client in
            for (place, path) in ["/text", "/stream", "/none"].enumerated() {
                try await client.execute(uri: path, method: .get)
                #expect(await app.events().count == place + 1)
            }
        }
    }
}
