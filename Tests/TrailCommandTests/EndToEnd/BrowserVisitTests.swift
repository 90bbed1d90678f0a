import Foundation
import Testing

@Suite struct BrowserVisitTests {
    @Test func `keeps a browser's visit with address, session and user agent`() async throws {
        let installation = try Installation()
        let server = try await RunningServer(installation)
        let visit = try await server.http.post(
            "/djaffar/logs/",
            "date=2016-12-29T07:35:22.571Z&path=users/me/cart/&referer=https://a.example/x",
            [
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)",
            ]
        )
        #expect(visit.status == 201)
        #expect(visit.body.isEmpty)
        let cookie = try #require(visit.headers["set-cookie"])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        let made = try await installation.trail("token", "create", "--name", "r", "--scope", "read")
        #expect(made.status == 0)
        let token = try #require(made.lines.first)
        #expect(made.lines.count == 1)
        let path = "/api/activity/page-events/"
        #expect(try await server.http.get(path).status == 401)
        let list = try await server.http.get(path, ["Authorization": "Bearer \(token)"])
        #expect(list.status == 200)
        #expect(list.body.contains(#""count":1"#))
        #expect(list.body.contains(#""user_agent":"Mozilla/5.0 (X11; Linux x86_64)""#))
        #expect(list.body.contains(#""ip_address":"127.0.0.1""#))
        #expect(list.body.contains(#""path":"users/me/cart/""#))
        #expect(!list.body.contains(#""session":null"#))
        let verified = try await installation.trail("verify")
        #expect(verified.status == 0)
        #expect(verified.output.contains("default: intact: 2 events, 2 recomputed"))
        #expect(await server.stop() == 0)
    }
}
