import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Trail
import TrailServer

@Suite struct RoutesTests {
    /// Every path of the server, with what it allows.
    private static let paths: [(path: String, allow: String)] =
        Event.Kind.allCases.map { kind in
            let post = kind == .page ? ", POST" : ""
            return ("/api/activity/\(kind.rawValue)-events/", "GET, HEAD\(post), OPTIONS")
        } + [
            ("/api/activity/events/", "GET, HEAD, POST, OPTIONS"),
            ("/api/activity/events/x/", "GET, HEAD, OPTIONS"),
            ("/api/activity/events/x/sealed/", "GET, HEAD, OPTIONS"),
            ("/api/activity/crud-events/x/verify_integrity/", "GET, HEAD, OPTIONS"),
            ("/api/activity/crud-events/x/verify-integrity/", "GET, HEAD, OPTIONS"),
            ("/api/activity/login-events/failed_logins/", "GET, HEAD, OPTIONS"),
            ("/api/activity/login-events/failed-logins/", "GET, HEAD, OPTIONS"),
            ("/api/activity/request-events/slow_requests/", "GET, HEAD, OPTIONS"),
            ("/api/activity/request-events/slow-requests/", "GET, HEAD, OPTIONS"),
            ("/api/activity/system-events/critical/", "GET, HEAD, OPTIONS"),
            ("/api/activity/events/verify_integrity/", "GET, HEAD, OPTIONS"),
            ("/api/activity/page-events/verify-integrity/", "GET, HEAD, OPTIONS"),
            ("/api/activity/events/export_csv/", "GET, HEAD, OPTIONS"),
            ("/api/activity/crud-events/export-json/", "GET, HEAD, OPTIONS"),
            ("/api/activity/cors-events/export/ndjson/", "GET, HEAD, OPTIONS"),
            ("/api/activity/system-events/critical/export_xlsx/", "GET, HEAD, OPTIONS"),
            ("/djaffar/log/", "POST, OPTIONS"),
            ("/djaffar/logs/", "POST, OPTIONS"),
            ("/ledger/default/checkpoint", "GET, HEAD, OPTIONS"),
            ("/ledger/default/tile/0/000", "GET, HEAD, OPTIONS"),
            ("/ledger/default/proof/inclusion", "GET, HEAD, OPTIONS"),
            ("/ledger/default/proof/consistency", "GET, HEAD, OPTIONS"),
            ("/api/activity/session/", "GET, HEAD, POST, DELETE, OPTIONS"),
            ("/api/activity/session/password/", "POST, OPTIONS"),
            ("/api/activity/users/", "GET, HEAD, POST, OPTIONS"),
            ("/api/activity/users/x/", "GET, HEAD, PATCH, DELETE, OPTIONS"),
            ("/api/activity/tokens/", "GET, HEAD, POST, OPTIONS"),
            ("/api/activity/tokens/x/", "GET, HEAD, DELETE, OPTIONS"),
            ("/health/live", "GET, HEAD, OPTIONS"),
            ("/health/ready", "GET, HEAD, OPTIONS"),
            ("/metrics", "GET, HEAD, OPTIONS"),
            ("/openapi.json", "GET, HEAD, OPTIONS"),
            ("/api/activity/openapi.json", "GET, HEAD, OPTIONS"),
        ]

    @Test(arguments: Self.paths)
    func `answers 405 with Allow to other methods, with and without a slash`(
        path: String,
        allow: String
    ) async throws {
        let server = try TestServer()
        let allowed = allow.split(separator: ", ").map { String($0) }
        try await server.run { client in
            for path in [path, path.hasSuffix("/") ? String(path.dropLast()) : path + "/"] {
                for name in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"]
                where !allowed.contains(name) {
                    let method = try #require(HTTPRequest.Method(name))
                    let answer = try await client.send(method, path)
                    #expect(answer.status == 405, "\(name) \(path)")
                    #expect(answer.headers[.allow] == allow)
                    guard name != "HEAD" else { continue }
                    #expect(answer.problem == "method-not-allowed")
                    #expect(answer.json["detail"].text == "Method \"\(name)\" not allowed.")
                }
                let options = try await client.send(.options, path)
                #expect(options.status == 204)
                #expect(options.headers[.allow] == allow)
                #expect(options.bytes.isEmpty)
            }
        }
    }

    @Test(arguments: [
        "/", "/nothing", "/api/activity/", "/api/activity/nothing-events/", "/djaffar/",
        "/api/activity/events/x/nothing/", "/api/activity/login-events/critical/nothing",
        "/api/activity/events/export/", "/api/activity/events/export/pdf",
        "/api/activity/events/failed_logins/export_csv", "/ledger/default/nothing", "/%00",
        "/../etc/passwd",
        "/api/activity/events/0193a4b5-0000-7000-8000-000000000001/verify_integrity/more",
    ])
    func `answers 404 as a problem to what it does not serve`(path: String) async throws {
        let server = try TestServer()
        let token = try await server.token([.admin])
        try await server.run { client in
            let answer = try await client.get(path, token: token)
            #expect(answer.status == 404)
            #expect(answer.problem == "not-found")
            let head = try await client.send(.head, path, token: token)
            #expect(head.status == 404)
            #expect(head.bytes.isEmpty)
        }
    }

    @Test func `answers 501 to a method that nobody knows`() async throws {
        let server = try TestServer()
        let method = try #require(HTTPRequest.Method("BREW"))
        let answer = try await server.run { try await $0.send(method, "/health/live") }
        #expect(answer.status == 501)
        #expect(answer.problem == "unknown-method")
    }

    @Test func `answers HEAD as GET, without the body`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.run { client in
            for path in ["/api/activity/events/", "/health/live", "/metrics"] {
                let get = try await client.get(path, token: token)
                let head = try await client.send(.head, path, token: token)
                #expect(head.status == get.status)
                #expect(head.bytes.isEmpty)
                #expect(head.headers[.contentType] == get.headers[.contentType])
                guard path != "/metrics" else { continue }
                #expect(head.headers[.contentLength] == String(get.bytes.count))
            }
        }
    }

    @Test func `is served under an app's own prefixes with its own principal`() async throws {
        let server = try TestServer {
            $0.apiPrefix = "/audit/api"
            $0.beacon.path = "/audit/beacon"
        }
        let router = Router(context: TrailRequestContext.self)
        router.get("/own") { _, _ in "own" }
        let routes = router.group().add(middleware: SignIn())
        TrailRoutes(server.backend, server.configuration).add(to: routes)
        let app = Application(router: router, services: [server.recorder])
        try await app.test(.router) { client in
            let client = TestClient(base: client)
            #expect(try await client.get("/own").text == "own")
            let body = "date=2016-12-29T07:35:22.571Z&path=/"
            let form = "application/x-www-form-urlencoded"
            #expect(try await client.post("/audit/beacon/log/", body, as: form).status == 201)
            let list = try await client.get("/audit/api/events/")
            #expect(list.status == 200)
            #expect(list.json["results"][0]["user"].text == "ada")
            let wrong = try await client.get("/audit/api/events/?nonsense=1")
            #expect(wrong.problem == "invalid-input")
        }
    }

    private struct SignIn: RouterMiddleware {
        @concurrent func handle(
            _ request: Request,
            context: TrailRequestContext,
            next: @concurrent (Request, TrailRequestContext) async throws -> Response
        ) async throws -> Response {
            var context = context
            context.principal = Principal(id: "ada", permissions: [.viewLogs], tenant: .default)
            return try await next(request, context)
        }
    }
}
