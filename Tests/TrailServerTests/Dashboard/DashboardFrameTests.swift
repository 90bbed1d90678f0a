import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail

@testable import TrailServer

@Suite struct DashboardFrameTests {
    @Test func `allows a page nothing but what is the dashboard's own`() async throws {
        let server = try TestServer()
        let cookie = try await server.cookie(of: server.addUser("ada", [.viewAllLogs]))
        try await server.run { client in
            for path in ["", "sign-in", "password", "no/such/page"] {
                let answer = try await client.get("/dashboard/" + path, path == "" ? cookie : [:])
                guard answer.status != 303 else { continue }
                let policy = try #require(answer["Content-Security-Policy"])
                #expect(policy.hasPrefix("default-src 'none'; script-src 'self'"))
                #expect(!policy.contains("unsafe"))
                #expect(answer["X-Content-Type-Options"] == "nosniff")
                #expect(answer["X-Frame-Options"] == "DENY")
                #expect(answer["Cache-Control"] == "no-store")
                #expect(answer["Content-Type"] == "text/html; charset=utf-8")
                #expect(!answer.text.contains("<script>"))
                #expect(!answer.text.contains(" style="))
                #expect(!answer.text.contains("<style"))
                #expect(!answer.text.contains("http://") && !answer.text.contains("https://"))
            }
        }
    }

    @Test func `has a page for what goes wrong`() async throws {
        let server = try TestServer()
        let cookie = try await server.cookie(of: server.addUser("ada", [.ingest]))
        try await server.run { client in
            let unknown = try await client.get("/dashboard/no/such/page", cookie)
            #expect(unknown.status == 404)
            #expect(unknown.text.contains("<h1>Not found</h1>"))
            #expect(unknown.text.contains(#"href="../../""#))
            let denied = try await client.get("/dashboard/", cookie)
            #expect(denied.status == 403)
            #expect(denied.text.contains("view_logs"))
            let method = try await client.send(.put, "/dashboard/", cookie)
            #expect(method.status == 405)
        }
    }

    @Test func `escapes the name of whoever has signed in`() async throws {
        let server = try TestServer()
        let principal = Principal(
            id: "<script>alert(1)</script>",
            permissions: [.viewLogs],
            tenant: .default
        )
        let router = Router(context: TrailRequestContext.self)
        let routes = router.group("/audit").add(middleware: OwnSignIn(principal: principal))
        TrailRoutes(server.backend, server.configuration).add(to: routes)
        try await RouterClient.run(router) { client in
            let answer = try await client.get("/audit/dashboard/")
            #expect(answer.status == 200)
            #expect(answer.text.contains("&lt;script&gt;alert(1)"))
            #expect(!answer.text.contains("<script>alert"))
            // Every link is relative, so that it holds below any prefix.
            #expect(!answer.text.contains("href=\"/"))
            #expect(!answer.text.contains("Sign out"))
        }
    }

    @Test func `sends people to the sign-in of the app it is mounted in`() async throws {
        let server = try TestServer { $0.dashboard.signInURL = "/login" }
        let router = Router(context: TrailRequestContext.self)
        TrailRoutes(server.backend, server.configuration).add(to: router)
        try await RouterClient.run(router) { client in
            let answer = try await client.get("/dashboard/")
            #expect(answer.status == 303)
            #expect(answer.location == "/login")
            #expect(try await client.get("/dashboard/sign-in/").status == 404)
        }
    }

    @Test func `is not served where it is turned off`() async throws {
        let server = try TestServer { $0.dashboard.isServed = false }
        #expect(try await server.get("/dashboard/").status == 404)
    }
}
