import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

@Suite(.timeLimit(.minutes(1)))
struct TenantIdentityTests {
    private static let ada = Event.Actor(type: .user, id: "ada", isVerified: true)

    @Test(arguments: [false, true])
    func `a request is recorded in the ledger of the tenant that acts`(isLate: Bool) async throws {
        let app = try TestApp()
        let acme = try TenantID("acme")
        let identify: ActorMiddleware<AppContext>.Identify = { _, _ in
            CaptureIdentity(actor: Self.ada, tenant: acme)
        }
        if isLate {
            app.track()
            app.router.add(middleware: ActorMiddleware(identify))
        } else {
            app.router.add(
                middleware: ActivityMiddleware(recorder: app.recorder, identify: identify)
            )
        }
        app.router.get("me") { _, _ in "ok" }
        try await app.run { try await $0.execute(uri: "/me", method: .get) }
        #expect(await app.events().isEmpty)
        #expect(await app.events(of: acme).map { $0.who["id"] } == ["ada"])
    }

    @Test func `a tenant may be known before anybody is, and a later actor keeps it`()
        async throws
    {
        let app = try TestApp()
        let acme = try TenantID("acme")
        app.router.add(
            middleware: ActivityMiddleware(recorder: app.recorder) { _, _ in
                CaptureIdentity(tenant: acme)
            }
        )
        app.router.add(
            middleware: ActorMiddleware { request, _ in
                request.headers[.authorization].map { Event.Actor(type: .user, id: $0) }
            }
        )
        app.router.get("me") { _, _ in "ok" }
        try await app.run { client in
            try await client.execute(uri: "/me", method: .get)
            try await client.execute(
                uri: "/me",
                method: .get,
                headers: [.authorization: "ada"]
            )
        }
        #expect(await app.events(of: acme).map { $0.who["id"] } == [.null, "ada"])
    }

    @Test func `a tenant alone does not take the actor away`() async throws {
        let app = try TestApp()
        let acme = try TenantID("acme")
        app.router.add(
            middleware: ActivityMiddleware(recorder: app.recorder) { _, _ in Self.ada }
        )
        app.router.add(middleware: ActorMiddleware { _, _ in CaptureIdentity(tenant: acme) })
        app.router.get("me") { _, _ in "ok" }
        try await app.run { try await $0.execute(uri: "/me", method: .get) }
        #expect(await app.events(of: acme).map { $0.who["id"] } == ["ada"])
    }
}
