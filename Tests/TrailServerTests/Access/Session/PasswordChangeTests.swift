import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct PasswordChangeTests {
    private static let path = "/api/activity/session/password/"

    private static func body(_ present: String, _ new: String) -> String {
        #"{"current_password":"\#(present)","new_password":"\#(new)"}"#
    }

    @Test func `changes the password, ends all other sessions and goes on with a new one`()
        async throws
    {
        let server = try TestServer()
        let ada = try await server.addUser("ada", [.viewLogs])
        try await server.run { client in
            let elsewhere = try await server.cookie(of: ada)
            let cookie = try #require(try await client.signIn("ada").cookie)
            let body = Self.body(TestServer.password, "another battery staple")
            let changed = try await client.post(Self.path, body, cookie)
            #expect(changed.status == 200)
            let fresh = try #require(changed.cookie)
            #expect(fresh != cookie)
            for (fields, status) in [(elsewhere, 401), (cookie, 401), (fresh, 200)] {
                #expect(try await client.get("/api/activity/session", fields).status == status)
            }
            #expect(try await client.signIn("ada").status == 401)
            #expect(try await client.signIn("ada", "another battery staple").status == 200)
            let actions = try await server.events(.login, atLeast: 4).map { $0.header.action.name }
            #expect(
                actions == [
                    "session.login", "session.password_change", "session.login_failed",
                    "session.login",
                ]
            )
        }
        for event in await server.events() {
            #expect(!event.text(.what).contains("battery"))
        }
    }

    @Test(arguments: [
        ("wrong horse battery", "another battery staple", "current_password"),
        (TestServer.password, "short", "new_password"),
        (TestServer.password, TestServer.password, "new_password"),
    ])
    func `refuses what is wrong`(present: String, new: String, field: String) async throws {
        let server = try TestServer()
        let ada = try await server.addUser("ada")
        try await server.run { client in
            let cookie = try await server.cookie(of: ada)
            let answer = try await client.post(Self.path, Self.body(present, new), cookie)
            #expect(answer.status == 400)
            #expect(answer.errors.keys.sorted() == [field])
            #expect(try await client.get("/api/activity/session", cookie).status == 200)
        }
        let stored = await server.store.user(named: "ada")
        #expect(stored?.password == ada.password)
    }

    @Test func `counts wrong passwords like those of a sign-in`() async throws {
        let server = try TestServer { $0.access.attempts.fromOneAddress = 2 }
        let ada = try await server.addUser("ada")
        try await server.run { client in
            let cookie = try await server.cookie(of: ada)
            var statuses: [Int] = []
            for _ in 0..<3 {
                let body = Self.body("wrong horse battery", "another battery staple")
                statuses.append(try await client.post(Self.path, body, cookie).status)
            }
            #expect(statuses == [400, 400, 429])
        }
    }
}
