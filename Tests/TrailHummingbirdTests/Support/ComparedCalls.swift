import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Trail
import TrailHummingbird

/// Calls of an app whose answers must be the same with Trail and without: with bodies and without,
/// `HEAD`, streams, errors and paths that nobody serves.
enum ComparedCalls {
    private static let calls: [(HTTPRequest.Method, String, String?)] = [
        (.get, "/text", nil), (.head, "/text", nil), (.post, "/echo", #"{"a":1}"#),
        (.post, "/echo", String(repeating: "x", count: 100_000)), (.get, "/stream", nil),
        (.get, "/broken", nil), (.get, "/none", nil), (.post, "/ignore", "unread"),
    ]

    private struct Odd: Error {}

    static func addRoutes(to router: Router<AppContext>) {
        router.get("text") { _, _ in "hello" }
        router.head("text") { _, _ in Response(status: .ok, headers: [.contentLength: "5"]) }
        router.post("echo") { request, _ in
            String(buffer: try await request.body.collect(upTo: 1_000_000))
        }
        router.post("ignore") { _, _ in HTTPResponse.Status.accepted }
        router.get("broken") { _, _ -> String in throw Odd() }
        router.get("stream") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    for text in ["a", "b"] { try await writer.write(ByteBuffer(string: text)) }
                    try await writer.finish(nil)
                }
            )
        }
    }

    /// An app whose requests and actions are recorded.
    static func add(to app: TestApp) {
        app.track { $0.countsUnstatedRequestSizes = true }
        app.router.add(
            middleware: ActionMiddleware(recorder: app.recorder, metadata: .requestData())
        )
        Self.addRoutes(to: app.router)
    }

    static func answers(_ client: any TestClientProtocol) async throws -> [Answer] {
        var answers: [Answer] = []
        for (method, path, body) in Self.calls {
            let answer = try await client.execute(
                uri: path,
                method: method,
                headers: body == nil ? [:] : [.contentType: "application/json"],
                body: body.map { ByteBuffer(string: $0) }
            ) { Answer($0) }
            answers.append(answer)
        }
        return answers
    }

    /// The answers of an app that knows nothing of Trail.
    static func plainAnswers() async throws -> [Answer] {
        let app = try TestApp()
        Self.addRoutes(to: app.router)
        return try await app.run(.live) { try await Self.answers($0) }
    }

    /// How many events of each action are in a store.
    static func counts(_ store: any EventStore) async throws -> [String: Int] {
        var query = EventQuery(tenant: .default, order: .ledger, limit: 10_000)
        query.scanBudget = .max
        let events = try await store.page(query).events
        return Dictionary(grouping: events, by: \.header.action.name).mapValues(\.count)
    }
}
