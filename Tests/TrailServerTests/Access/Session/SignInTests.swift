import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct SignInTests {
    private static let session = "/api/activity/session/"

    @Test func `gives a cookie to who knows the password, and says who it is`() async throws {
        let server = try TestServer()
        try await server.addUser("Ada", [.viewAllLogs, .ingest])
        try await server.run { client in
            let signIn = try await client.signIn("ada")
            #expect(signIn.status == 200)
            let cookie = try #require(signIn.headers[.setCookie])
            #expect(cookie.hasPrefix("trail_user="))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
            let who = try await client.get(Self.session, try #require(signIn.cookie))
            #expect(who.bytes == signIn.bytes)
            #expect(who.json["id"].text == "Ada")
            #expect(who.json["tenant"].text == "default")
            #expect(who.json["permissions"].elements.map(\.text) == ["ingest", "view_all_logs"])
            #expect(who.json["is_superuser"].flag == false)
            #expect(who.json["session"]["expires_at"].text == "2026-11-22T02:38:40.118744Z")
            #expect(!who.text.contains("scrypt"))
        }
        let user = await server.store.user(named: "Ada")
        #expect(user?.lastSignInAt == TestServer.now)
    }

    @Test func `marks the cookie behind TLS, and keeps it as long as configured`() async throws {
        let server = try TestServer {
            $0.http.publicURL = PublicURL("https://trail.example")
            $0.access.sessionAge = .seconds(600)
        }
        try await server.addUser("ada", [.viewLogs])
        try await server.run { client in
            let signIn = try await client.signIn("ada")
            let cookie = try #require(signIn.headers[.setCookie])
            #expect(cookie.hasPrefix("__Host-trail_user="))
            #expect(cookie.hasSuffix("; HttpOnly; SameSite=Lax; Secure; Max-Age=600"))
            let fields = try #require(signIn.cookie)
            #expect(try await client.get(Self.session, fields).status == 200)
            server.clock.advance(by: .seconds(600))
            #expect(try await client.get(Self.session, fields).status == 401)
        }
    }

    @Test func `gives the same answer to a wrong password, a wrong name and a disabled user`()
        async throws
    {
        let server = try TestServer()
        try await server.addUser("ada")
        var off = try await server.addUser("off")
        off.isDisabled = true
        _ = await server.store.replace(off, endingSessions: true)
        try await server.run { client in
            var answers: [Answer] = []
            answers.append(try await client.signIn("ada", "wrong horse battery"))
            answers.append(try await client.signIn("nobody"))
            answers.append(try await client.signIn("off"))
            answers.append(try await client.signIn(String(repeating: "x", count: 200)))
            for answer in answers {
                #expect(answer.status == 401)
                #expect(answer.headers[.setCookie] == nil)
                #expect(answer.json["detail"].text == "The name or the password is wrong.")
                #expect(answer.bytes == answers[0].bytes)
            }
            let texts = try await server.events(.login, atLeast: 4).map { $0.text(.what) }
            #expect(texts[0].contains(#""login_type":2,"username":"ada""#))
            #expect(texts[1].contains(#""login_type":2,"username":"nobody""#))
            #expect(texts.allSatisfy { !$0.contains("battery") })
        }
    }

    @Test func `records who signed in and out, and from where`() async throws {
        let server = try TestServer()
        try await server.addUser("ada", tenant: try TenantID("acme"))
        let acme = try TenantID("acme")
        try await server.run { client in
            let agent: HTTPFields = [.userAgent: "Mozilla/5.0 Firefox/140.0"]
            let cookie = try #require(
                try await client.signIn("ada", TestServer.password, agent).cookie
            )
            #expect(try await client.delete(Self.session, cookie).status == 204)
            while await server.events(of: acme).count < 2 {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        let events = await server.events(of: acme)
        #expect(events.map { $0.header.action.name } == ["session.login", "session.logout"])
        #expect(events[0].text(.where).contains("Firefox"))
        let who = events.map { $0.text(.who) }
        #expect(who[0] == who[1])
        #expect(who[0].contains(#""credential":"user:ada","id":"ada""#))
        #expect(who[0].contains(#""verified":true"#))
    }

    @Test func `ends the session at sign-out, for good`() async throws {
        let server = try TestServer()
        try await server.addUser("ada", [.viewLogs])
        try await server.run { client in
            let cookie = try #require(try await client.signIn("ada").cookie)
            let out = try await client.delete(Self.session, cookie)
            #expect(out.status == 204)
            #expect(out.headers[.setCookie]?.contains("trail_user=; ") == true)
            #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await client.get(Self.session, cookie).status == 401)
            #expect(try await client.delete(Self.session, cookie).status == 401)
        }
        #expect(await server.store.sessions(ofUser: "ada").isEmpty)
    }

    @Test func `ends the old session when the browser signs in again`() async throws {
        let server = try TestServer()
        try await server.addUser("ada", [.viewLogs])
        try await server.run { client in
            let first = try #require(try await client.signIn("ada").cookie)
            let second = try #require(
                try await client.signIn("ada", TestServer.password, first).cookie
            )
            #expect(try await client.get(Self.session, first).status == 401)
            #expect(try await client.get(Self.session, second).status == 200)
        }
    }

    @Test func `hashes a password anew that was hashed under weaker parameters`() async throws {
        let stronger = try #require(PasswordCost("ln=5,r=2,p=1"))
        let server = try TestServer { $0.access.passwordCost = stronger }
        try await server.addUser("ada")
        try await server.run { client in
            #expect(try await client.signIn("ada").status == 200)
            let text = try #require(await server.store.user(named: "ada")?.password.hash)
            #expect(PasswordHash(text)?.cost == stronger)
            #expect(try await client.signIn("ada").status == 200)
            #expect(await server.store.user(named: "ada")?.password.hash == text)
        }
    }

    @Test func `lets a newcomer change the password and do nothing else`() async throws {
        let server = try TestServer()
        try await server.addUser("ada", isSuperuser: true, mustChange: true)
        try await server.run { client in
            let signIn = try await client.signIn("ada")
            #expect(signIn.json["must_change_password"].flag == true)
            #expect(signIn.json["is_superuser"].flag == false)
            let cookie = try #require(signIn.cookie)
            let refused = try await client.get("/api/activity/events/", cookie)
            #expect(refused.status == 403)
            #expect(refused.json["detail"].text == "Change your password first.")
            let body =
                #"{"current_password":"\#(TestServer.password)","new_password":"a new one of mine"}"#
            let changed = try await client.post(Self.session + "password/", body, cookie)
            #expect(changed.status == 200)
            #expect(changed.json["must_change_password"].flag == false)
            #expect(changed.json["is_superuser"].flag == true)
            let fields = try #require(changed.cookie)
            #expect(try await client.get("/api/activity/events/", fields).status == 200)
        }
    }

    @Test(arguments: [
        ("{}", ["username", "password"]), (#"{"username":"ada"}"#, ["password"]),
        (#"{"username":"","password":null}"#, ["username", "password"]),
        (#"{"username":1,"password":[]}"#, ["username", "password"]),
        (#"{"username":"ada","password":"x","remember":true}"#, ["remember"]),
    ])
    func `names the fields that are wrong`(body: String, fields: [String]) async throws {
        let server = try TestServer()
        try await server.run { client in
            let answer = try await client.post(Self.session, body)
            #expect(answer.status == 400)
            #expect(answer.errors.keys.sorted() == fields.sorted())
        }
    }

    @Test func `refuses parameters that it does not know`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let answer = try await client.post(Self.session + "?next=/", "{}")
            #expect(answer.errors.keys.sorted() == ["next"])
        }
    }
}
