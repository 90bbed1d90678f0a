import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct DashboardSignInTests {
    private static let page = "/dashboard/sign-in/"

    @Test func `leads whoever has not signed in there, and back afterwards`() async throws {
        let server = try TestServer()
        try await server.addUser("ada", [.viewAllLogs])
        try await server.run { client in
            let first = try await client.get("/dashboard/")
            #expect(first.status == 303)
            #expect(first.location == "./sign-in/")
            let deep = try await client.get("/dashboard/password?x=1")
            #expect(deep.location == "./sign-in/?next=password%2F%3Fx%3D1")
            let form = try await client.get(Self.page + "?next=events%2F%3Fsearch%3Da")
            #expect(form.status == 200)
            #expect(form.text.contains(#"name="next" value="events/?search=a""#))
            let fields = [
                ("username", "ada"), ("password", TestServer.password),
                ("next", "events/?search=a"),
            ]
            let signedIn = try await client.form(Self.page, fields)
            #expect(signedIn.status == 303)
            #expect(signedIn.location == "../events/?search=a")
            let cookie = try #require(signedIn.headers[.setCookie])
            #expect(cookie.hasPrefix("trail_user="))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
            #expect(try await client.get("/dashboard/", signedIn.cookies).status == 200)
        }
        #expect(try await server.events(.login, atLeast: 1).count == 1)
    }

    @Test(arguments: [
        "//evil.example", "/etc", "https://evil.example", "..", "a/../../b", "a/%2e%2E/b",
        "\\\\evil", "a\nb", "javascript:alert(1)", "a//b", "./x",
    ])
    func `leads to no page but the dashboard's own`(next: String) async throws {
        #expect(SafeNext(next) == nil)
        let server = try TestServer()
        try await server.addUser("ada", [.viewAllLogs])
        try await server.run { client in
            let fields = [
                ("username", "ada"), ("password", TestServer.password), ("next", next),
            ]
            let answer = try await client.form(Self.page, fields)
            #expect(answer.location == "../")
        }
    }

    @Test func `says the same of a wrong name and a wrong password`() async throws {
        let server = try TestServer()
        try await server.addUser("ada", [.viewAllLogs])
        try await server.run { client in
            let wrong = try await client.form(
                Self.page,
                [("username", "ada"), ("password", "wrong horse battery")]
            )
            #expect(wrong.status == 401)
            #expect(wrong.text.contains("The name or the password is wrong."))
            #expect(wrong.text.contains(#"value="ada""#))
            #expect(!wrong.text.contains("wrong horse battery"))
            #expect(wrong.headers[.setCookie] == nil)
            let none = try await client.form(Self.page, [("username", "ada"), ("password", "")])
            #expect(none.status == 400)
            #expect(none.text.contains("This field is required."))
        }
    }

    @Test func `does nothing for pages of other sites`() async throws {
        let server = try TestServer()
        let user = try await server.addUser("ada", [.viewAllLogs])
        let cookie = try await server.cookie(of: user)
        try await server.run { client in
            let fields = [("username", "ada"), ("password", TestServer.password)]
            for headers: HTTPFields in [
                [.origin: "https://evil.example"], [.secFetchSite: "cross-site"],
                [.origin: "null"],
            ] {
                let answer = try await client.form(Self.page, fields, headers)
                #expect(answer.status == 403)
                #expect(answer.headers[.setCookie] == nil)
                var own = headers
                own[.cookie] = cookie[.cookie]
                let out = try await client.form("/dashboard/sign-out/", [], own)
                #expect(out.status == 403)
            }
            #expect(try await client.get("/dashboard/", cookie).status == 200)
        }
    }

    @Test func `does nothing without the token of its own forms`() async throws {
        let server = try TestServer()
        let cookie = try await server.cookie(of: server.addUser("ada", [.viewAllLogs]))
        let other = try await server.cookie(of: server.addUser("bob", [.viewAllLogs]))
        try await server.run { client in
            let page = "/dashboard/sign-out/"
            let foreign = try #require(try await client.get(page, other).formToken)
            for token in ["", "x", foreign] {
                let answer = try await client.form(page, [("form_token", token)], cookie)
                #expect(answer.status == 400)
                #expect(answer.text.contains("nothing was done"))
            }
            #expect(try await client.get("/dashboard/", cookie).status == 200)
            let token = try #require(try await client.get(page, cookie).formToken)
            let out = try await client.form(page, [("form_token", token)], cookie)
            #expect(out.status == 303)
            #expect(out.location == "../sign-in/")
            #expect(try await client.get("/dashboard/", cookie).status == 303)
            let next = try await client.get(Self.page, out.cookies)
            #expect(next.text.contains("You have signed out."))
            #expect(next.headers[.setCookie]?.contains("Max-Age=0") == true)
        }
    }

    @Test func `lets whoever must change the password do that first`() async throws {
        let server = try TestServer()
        let user = try await server.addUser("ada", isSuperuser: true, mustChange: true)
        let cookie = try await server.cookie(of: user)
        try await server.run { client in
            let first = try await client.get("/dashboard/", cookie)
            #expect(first.status == 303)
            #expect(first.location == "./password/")
            let page = "/dashboard/password/"
            let form = try await client.get(page, cookie)
            #expect(form.text.contains("Choose a password of your own"))
            let token = try #require(form.formToken)
            let fields = [
                ("form_token", token), ("current_password", TestServer.password),
                ("new_password", "a much better one 7"),
            ]
            let wrong = try await client.form(page, fields + [("new_password_again", "x")], cookie)
            #expect(wrong.status == 400)
            #expect(wrong.text.contains("This is not the same."))
            let changed = try await client.form(
                page,
                fields + [("new_password_again", "a much better one 7")],
                cookie
            )
            #expect(changed.status == 303)
            let home = try await client.get("/dashboard/", changed.cookies)
            #expect(home.status == 200)
            #expect(home.text.contains("The password was changed."))
        }
    }
}
