import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct UserRoutesTests {
    private static let users = "/api/activity/users/"

    /// A server with a superuser `root`, an administrator `admin`, and others, of two tenants.
    private static func with(
        _ who: String,
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let other = try TenantID("other")
        try await server.addUser("root", isSuperuser: true)
        try await server.addUser("admin", Set(Principal.Permission.allCases))
        try await server.addUser("ada", [.viewLogs])
        try await server.addUser("eve", [.viewLogs], tenant: other)
        let user = try #require(await server.store.user(named: who))
        try await server.run { client in
            try await body(server, client, try await server.cookie(of: user))
        }
    }

    private static func new(_ name: String, _ more: String = "") -> String {
        #"{"name":"\#(name)","password":"\#(TestServer.password)"\#(more)}"#
    }

    @Test func `lists users by name, of one's own tenant or of all`() async throws {
        for (who, query, names) in [
            ("admin", "", ["ada", "admin", "root"]), ("root", "", ["ada", "admin", "eve", "root"]),
            ("root", "?tenant_id=other", ["eve"]),
            ("admin", "?tenant_id=default", ["ada", "admin", "root"]),
        ] {
            try await Self.with(who) { _, client, cookie in
                let list = try await client.get(Self.users + query, cookie)
                #expect(list.status == 200)
                #expect(list.json["results"].elements.map { $0["name"].text } == names)
                #expect(list.json["count"].number == Int64(names.count))
                #expect(!list.text.contains("scrypt"))
            }
        }
        try await Self.with("admin") { _, client, cookie in
            let other = try await client.get(Self.users + "?tenant_id=other", cookie)
            #expect(other.status == 403)
            let unknown = try await client.get(Self.users + "?name=ada", cookie)
            #expect(unknown.errors.keys.sorted() == ["name"])
        }
    }

    @Test func `lists users page by page`() async throws {
        try await Self.with("root") { _, client, cookie in
            let first = try await client.get(Self.users + "?page_size=3", cookie)
            #expect(first.json["count"].number == 4)
            #expect(
                first.json["results"].elements.map { $0["name"].text } == ["ada", "admin", "eve"]
            )
            #expect(first.json["previous"] == .null)
            let next = try #require(first.json["next"].text)
            let second = try await client.get(TestServer.local(next), cookie)
            #expect(second.json["count"].number == 4)
            #expect(second.json["results"].elements.map { $0["name"].text } == ["root"])
            #expect(second.json["next"] == .null)
            let previous = try #require(second.json["previous"].text)
            #expect(try await client.get(TestServer.local(previous), cookie).bytes == first.bytes)
            for (query, status) in [
                ("page=3&page_size=3", 404), ("page=0", 400), ("page_size=1001", 400),
                ("page=1&page=2", 400), ("page=2&page_size=2&tenant_id=default", 200),
            ] {
                let answer = try await client.get(Self.users + "?" + query, cookie)
                #expect(answer.status == status, "\(query)")
            }
        }
    }

    @Test func `makes a user who can sign in, and seals it`() async throws {
        try await Self.with("admin") { server, client, cookie in
            let more = #","permissions":["view_logs","erase"],"must_change_password":true"#
            let made = try await client.post(Self.users, Self.new("bob", more), cookie)
            #expect(made.status == 201)
            #expect(made.json["permissions"].elements.map(\.text) == ["view_logs", "erase"])
            #expect(made.json["tenant"].text == "default")
            let shown = try await client.get(Self.users + "bob/", cookie)
            #expect(shown.bytes == made.bytes)
            #expect(try await client.signIn("bob").json["must_change_password"].flag == true)
            let event = try await server.events(.system, atLeast: 1)[0]
            #expect(event.header.action.name == "access.user_created")
            #expect(event.text(.who).contains(#""id":"admin""#))
            #expect(event.text(.what).contains(#""user":"bob""#))
            #expect(!event.text(.what).contains("battery"))
        }
    }

    @Test(arguments: [
        ("admin", Self.new("Ada"), 409), ("admin", Self.new("eve"), 409),
        ("admin", Self.new("bob", #","is_superuser":true"#), 403),
        ("admin", Self.new("bob", #","tenant":"other""#), 403),
        ("admin", Self.new("bob", #","tenant":"default""#), 201),
        ("admin", Self.new("b b"), 400), ("admin", Self.new("token:x"), 400),
        ("admin", Self.new("bob", #","tenant":"no tenant""#), 400),
        ("admin", Self.new("bob", #","permissions":["view_logs","fly"]"#), 400),
        ("admin", Self.new("bob", #","permissions":"view_logs""#), 400),
        ("admin", Self.new("bob", #","is_disabled":true"#), 400),
        ("admin", #"{"name":"bob","password":"short"}"#, 400), ("admin", "{}", 400),
        ("root", Self.new("bob", #","is_superuser":true,"tenant":"other""#), 201),
        ("ada", Self.new("bob"), 403),
    ])
    func `grants no more than whoever asks has`(
        who: String,
        body: String,
        status: Int
    ) async throws {
        try await Self.with(who) { server, client, cookie in
            let before = await server.store.users().count
            let answer = try await client.post(Self.users, body, cookie)
            #expect(answer.status == status, "\(answer.text)")
            #expect(await server.store.users().count == before + (status == 201 ? 1 : 0))
            let isElsewhere = body.contains(#""tenant":"other""#)
            let tenant = isElsewhere ? try TenantID("other") : .default
            #expect(await server.events(of: tenant).count == (status == 201 ? 1 : 0))
        }
    }

    @Test func `changes what is given and nothing else`() async throws {
        try await Self.with("admin") { server, client, cookie in
            let body = #"{"permissions":["view_all_logs"]}"#
            let changed = try await client.patch(Self.users + "ada/", body, cookie)
            #expect(changed.status == 200)
            #expect(changed.json["permissions"].elements.map(\.text) == ["view_all_logs"])
            #expect(changed.json["is_disabled"].flag == false)
            let again = try await client.patch(Self.users + "ada/", body, cookie)
            #expect(again.bytes == changed.bytes)
            #expect(try await client.patch(Self.users + "ada/", "{}", cookie).status == 200)
            // What changes nothing is no act.
            #expect(await server.events().count == 1)
            #expect(await server.events()[0].text(.what).contains(#""changed":["permissions"]"#))
        }
    }

    @Test func `sets a password, which ends the sessions that began with the old one`()
        async throws
    {
        try await Self.with("admin") { server, client, cookie in
            let ada = try #require(try await client.signIn("ada").cookie)
            let body = #"{"password":"another battery staple","must_change_password":true}"#
            let changed = try await client.patch(Self.users + "ada/", body, cookie)
            #expect(changed.json["must_change_password"].flag == true)
            #expect(try await client.get("/api/activity/session", ada).status == 401)
            #expect(try await client.signIn("ada").status == 401)
            #expect(try await client.signIn("ada", "another battery staple").status == 200)
            let logins = try await server.events(.login, atLeast: 2)
            #expect(logins.contains { $0.header.action.name == "session.password_change" })
        }
    }

    @Test func `disables a user, and keeps the name from being taken`() async throws {
        try await Self.with("admin") { server, client, cookie in
            let ada = try #require(try await client.signIn("ada").cookie)
            #expect(try await client.delete(Self.users + "ada/", cookie).status == 204)
            #expect(try await client.delete(Self.users + "ada/", cookie).status == 204)
            #expect(try await client.get("/api/activity/session", ada).status == 401)
            #expect(try await client.signIn("ada").status == 401)
            let shown = try await client.get(Self.users + "ada/", cookie)
            #expect(shown.json["is_disabled"].flag == true)
            #expect(try await client.post(Self.users, Self.new("ada"), cookie).status == 409)
            let back = try await client.patch(
                Self.users + "ada/",
                #"{"is_disabled":false}"#,
                cookie
            )
            #expect(back.status == 200)
            #expect(try await client.signIn("ada").status == 200)
            let names = try await server.events(.system, atLeast: 2).map(\.header.action.name)
            #expect(names == ["access.user_disabled", "access.user_changed"])
        }
    }

    @Test(arguments: [
        ("admin", "root", #"{"password":"another battery staple"}"#, 403),
        ("admin", "root", #"{"is_disabled":true}"#, 403),
        ("admin", "eve", #"{"is_disabled":true}"#, 404),
        ("admin", "nobody", #"{"is_disabled":true}"#, 404),
        ("admin", "ada", #"{"is_superuser":true}"#, 403),
        ("admin", "ada", #"{"name":"bob"}"#, 400), ("admin", "ada", #"{"tenant":"other"}"#, 400),
        ("admin", "admin", #"{"password":"another battery staple"}"#, 400),
        ("root", "root", #"{"is_superuser":false}"#, 409),
        ("root", "root", #"{"is_disabled":true}"#, 409),
        ("root", "eve", #"{"is_superuser":true}"#, 200), ("root", "%65ve", "{}", 200),
        ("root", "%ff", "{}", 404),
    ])
    func `changes no more than whoever asks may`(
        who: String,
        name: String,
        body: String,
        status: Int
    ) async throws {
        try await Self.with(who) { server, client, cookie in
            let before = await server.store.users()
            let answer = try await client.patch(Self.users + name, body, cookie)
            #expect(answer.status == status, "\(answer.text)")
            if status != 200 { #expect(await server.store.users() == before) }
        }
    }

    @Test func `keeps the last superuser`() async throws {
        try await Self.with("root") { server, client, cookie in
            #expect(try await client.delete(Self.users + "root", cookie).status == 409)
            let body = #"{"is_superuser":true}"#
            #expect(try await client.patch(Self.users + "ada", body, cookie).status == 200)
            #expect(try await client.delete(Self.users + "root", cookie).status == 204)
            let ada = try await server.cookie(
                of: try #require(await server.store.user(named: "ada"))
            )
            #expect(try await client.delete(Self.users + "ada", ada).status == 409)
        }
    }

    @Test func `changes nothing that cannot be sealed`() async throws {
        try await Self.with("admin") { server, client, cookie in
            server.faults.failAppends(TrailError(.outOfSpace, ""))
            let before = await server.store.users()
            let made = try await client.post(Self.users, Self.new("bob"), cookie)
            #expect(made.status == 507)
            #expect(try await client.delete(Self.users + "ada", cookie).status == 507)
            #expect(await server.store.users() == before)
        }
    }
}
