import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing
import Trail
import TrailHummingbird

/// `capture.actor-must-exist`.
@Suite(.timeLimit(.minutes(1)))
struct ActorMustExistTests {
    private static let on = ["TRAIL_CAPTURE_ACTOR_MUST_EXIST": "true"]

    private static func actor(_ request: Request) -> Event.Actor? {
        request.headers[.authorization].map {
            Event.Actor(type: .user, id: $0, isVerified: true)
        }
    }

    /// Who is recorded for requests of ada and bob, by id and whether verified.
    private static func recorded(
        _ environment: [String: String],
        _ addMiddleware: (TestApp) -> Void
    ) async throws -> [String] {
        let app = try TestApp(capturing: CaptureConfiguration(environment: environment))
        addMiddleware(app)
        let recorder = app.recorder
        app.router.get("") { _, _ in
            recorder.record(Event.Draft(.page(PageDetail(path: "/"))))
            return "ok"
        }
        try await app.run { client in
            for user in ["ada", "bob"] {
                try await client.execute(uri: "/", method: .get, headers: [.authorization: user])
            }
        }
        return await app.events().map { event in
            let isVerified = event.who["verified"] == true
            return "\(event.kind) \(event.who["id"].text ?? "-") \(isVerified)"
        }
    }

    private static let believed = [
        "page ada true", "request ada true", "page bob true", "request bob true",
    ]
    private static let onlyAda = [
        "page ada true", "request ada true", "page bob false", "request bob false",
    ]

    @Test func `whom the app does not know is recorded as a claim`() async throws {
        let asked = Mutex<[String]>([])
        let events = try await Self.recorded(Self.on) { app in
            app.router.add(
                middleware: ActivityMiddleware(recorder: app.recorder) { request, _ in
                    Self.actor(request)
                } actorExists: { id in
                    asked.withLock { $0.append(id) }
                    return id == "ada"
                }
            )
        }
        #expect(events == Self.onlyAda)
        #expect(asked.withLock { $0 } == ["ada", "bob"])
    }

    @Test func `who signs in farther in is asked about as well`() async throws {
        let events = try await Self.recorded(Self.on) { app in
            app.router.add(
                middleware: ActivityMiddleware(recorder: app.recorder, actorExists: { $0 == "ada" })
            )
            app.router.add(middleware: ActorMiddleware { request, _ in Self.actor(request) })
        }
        #expect(events == Self.onlyAda)
    }

    @Test func `unless the setting is on nobody is asked`() async throws {
        let events = try await Self.recorded([:]) { app in
            app.router.add(
                middleware: ActivityMiddleware(recorder: app.recorder) { request, _ in
                    Self.actor(request)
                } actorExists: { id in
                    Issue.record("asked about \(id)")
                    return false
                }
            )
        }
        #expect(events == Self.believed)
    }

    @Test func `with the setting and nobody to ask everybody is a claim`() async throws {
        let events = try await Self.recorded(Self.on) { app in
            app.router.add(
                middleware: ActivityMiddleware(recorder: app.recorder) { request, _ in
                    Self.actor(request)
                }
            )
        }
        #expect(events == Self.believed.map { $0.replacing("true", with: "false") })
    }
}
