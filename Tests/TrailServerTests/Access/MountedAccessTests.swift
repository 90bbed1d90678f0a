import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail

@testable import TrailServer

/// What an app gets that mounts the routes beside a sign-in of its own.
@Suite struct MountedAccessTests {
    private static func run(
        _ access: TrailServerConfiguration.Access.Resources,
        principal: Principal? = nil,
        _ body: @escaping @Sendable (TestServer, TestClient) async throws -> Void
    ) async throws {
        let server = try TestServer()
        try await server.addUser("ada", [.viewAllLogs])
        let router = Router(context: TrailRequestContext.self)
        let routes = router.group().add(middleware: OwnSignIn(principal: principal))
        TrailRoutes(server.backend, server.configuration, access: access).add(to: routes)
        let app = Application(router: router, services: [server.recorder])
        try await app.test(.router) { try await body(server, TestClient(base: $0)) }
    }

    @Test(
        arguments: [
            ([], []), (.tokens, ["tokens"]), (.session, ["session"]), (.users, ["users"]),
            (.all, ["session", "users", "tokens"]),
        ] as [(TrailServerConfiguration.Access.Resources, [String])]
    )
    func `serves the parts that are asked for`(
        access: TrailServerConfiguration.Access.Resources,
        parts: [String]
    ) async throws {
        try await Self.run(access) { _, client in
            for part in ["session", "users", "tokens"] {
                let answer = try await client.get("/api/activity/\(part)/")
                #expect(answer.status == (parts.contains(part) ? 401 : 404), "\(part)")
            }
        }
    }

    @Test func `knows API tokens where it makes them, and leaves other bearers to the app`()
        async throws
    {
        let ada = Principal(id: "ada", permissions: [.viewLogs], tenant: .default)
        try await Self.run(.tokens, principal: ada) { server, client in
            let token = try await server.token([.read], name: "robot")
            for (bearer, status) in [
                ("app-token", 200), (token, 200), (TokenSecret.random().text, 401),
            ] {
                let answer = try await client.get("/api/activity/events/", token: bearer)
                #expect(answer.status == status)
            }
        }
        try await Self.run([], principal: ada) { _, client in
            let bearer = TokenSecret.random().text
            let answer = try await client.get("/api/activity/events/", token: bearer)
            #expect(answer.status == 200)
        }
    }

    @Test func `keeps the principal of the app where a user of Trail is signed in, too`()
        async throws
    {
        let own = Principal(id: "own", permissions: [.viewLogs], tenant: .default)
        try await Self.run(.session, principal: own) { _, client in
            let cookie = try #require(try await client.signIn("ada").cookie)
            let who = try await client.get("/api/activity/session/", cookie)
            #expect(who.json["id"].text == "own")
        }
        try await Self.run(.session) { _, client in
            let cookie = try #require(try await client.signIn("ada").cookie)
            #expect(try await client.get("/api/activity/events/", cookie).status == 200)
        }
        try await Self.run([]) { server, client in
            let user = try #require(await server.store.user(named: "ada"))
            let cookie = try await server.cookie(of: user)
            #expect(try await client.get("/api/activity/events/", cookie).status == 401)
        }
    }
}
