import Foundation
import Testing

@Suite struct UserCommandTests {
    private static let session = "/api/activity/session/"
    private static let json = ["Content-Type": "application/json"]

    /// Signs in; the answer, and the cookie as a browser sends it back.
    private static func signIn(
        _ server: RunningServer,
        _ name: String,
        _ password: String
    ) async throws -> (status: Int, body: String, cookie: [String: String]) {
        let body = #"{"username":"\#(name)","password":"\#(password)"}"#
        let answer = try await server.http.post(Self.session, body, Self.json)
        let cookie = answer.headers["set-cookie"]?.prefix { $0 != ";" } ?? ""
        return (answer.status, answer.body, ["Cookie": String(cookie)])
    }

    @Test func `prints an administrator's password at the first start, to be changed`()
        async throws
    {
        let installation = try Installation()
        let server = try await RunningServer(installation)
        let lines = server.log.split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let password = try #require(
            lines.first { $0.count == 24 && $0.filter { $0 == "-" }.count == 4 }
        )
        let first = try await Self.signIn(server, "admin", password)
        #expect(first.status == 200)
        #expect(first.body.contains(#""must_change_password":true"#))
        let events = "/api/activity/events/"
        #expect(try await server.http.get(events, first.cookie).status == 403)
        let change =
            #"{"current_password":"\#(password)","new_password":"a password of my own"}"#
        let headers = Self.json.merging(first.cookie) { $1 }
        let changed = try await server.http.post(Self.session + "password/", change, headers)
        #expect(changed.status == 200)
        #expect(await server.stop() == 0)

        let again = try await RunningServer(installation)
        #expect(!again.log.contains("password"))
        let second = try await Self.signIn(again, "admin", "a password of my own")
        #expect(second.body.contains(#""is_superuser":true"#))
        #expect(try await again.http.get(events, second.cookie).status == 200)
        #expect(await again.stop() == 0)
        let actions = try await installation.export().compactMap { $0["action"] }
        #expect(
            actions.sorted() == ["session.login", "session.login", "session.password_change"]
        )
        let text = try #require(try? Data(contentsOf: installation.file("trail.sqlite")))
        #expect(text.range(of: Data(password.utf8)) == nil)
    }

    @Test func `spends no password on a start that fails`() async throws {
        let other = try Installation()
        let first = try await RunningServer(other)
        let installation = try Installation()
        let refused = try await installation.trail("serve", "--http-port", "\(first.http.port)")
        #expect(refused.status == 2)
        #expect(!refused.errors.contains("password"), "\(refused.errors)")
        #expect(await first.stop() == 0)
        #expect(try await other.trail("verify").status == 0)
        let server = try await RunningServer(installation)
        #expect(server.log.contains("sign in as 'admin' with the password"))
        #expect(await server.stop() == 0)
    }

    @Test func `makes users who can sign in at once, and changes what they may`() async throws {
        let installation = try Installation()
        let server = try await RunningServer(installation)
        let made = try await installation.trail(
            ["user", "create", "ada", "--permission", "view_logs", "--json"],
            input: "correct horse battery\n"
        )
        #expect(made.errors.isEmpty)
        #expect(made.status == 0)
        #expect(made.output.contains(#""permissions":["view_logs"]"#))
        let ada = try await Self.signIn(server, "ada", "correct horse battery")
        #expect(ada.status == 200)
        for (arguments, line) in [
            (["grant", "ada", "view_all_logs", "erase"], "view_logs,view_all_logs,erase"),
            (["grant", "ada", "--superuser"], "superuser,view_logs,view_all_logs,erase"),
            (["revoke", "ada", "view_logs", "erase", "--superuser"], "view_all_logs"),
        ] {
            let changed = try await installation.trail(["user"] + arguments)
            #expect(changed.output == "ada  default  \(line)  active\n")
        }
        #expect(try await server.http.get(Self.session, ada.cookie).body.contains("view_all_logs"))
        let set = try await installation.trail(
            ["user", "password", "ada"],
            input: "another battery staple"
        )
        #expect(set.status == 0)
        #expect(try await server.http.get(Self.session, ada.cookie).status == 401)
        let other = try await Self.signIn(server, "ada", "another battery staple")
        #expect(other.status == 200)
        #expect(try await installation.trail("user", "disable", "ada").status == 0)
        #expect(try await server.http.get(Self.session, other.cookie).status == 401)
        let list = try await installation.trail("user", "list")
        #expect(
            list.lines == [
                "ada  default  view_all_logs  disabled", "admin  default  superuser  active",
            ]
        )
        #expect(await server.stop() == 0)
        let acts = try await installation.export().compactMap { $0["action"] }
            .filter { $0.hasPrefix("access.") }
        #expect(acts.count == 6)
        #expect(acts.first == "access.user_created")
        #expect(acts.last == "access.user_disabled")
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test(arguments: [
        (["create", "a b"], "correct horse battery", "NAME: 1 to 64 letters"),
        (["create", "ada"], "short", "the password is not good enough: At least 12"),
        (["create", "ada"], "", "no password was given"),
        (["create", "ada", "--permission", "fly"], "correct horse battery", "not 'fly'"),
        (["create", "Root"], "correct horse battery", "there is a user called 'Root'"),
        (["grant", "nobody", "erase"], "", "there is no user called 'nobody'"),
        (["grant", "root"], "", "a permission or --superuser is expected"),
        (["disable", "root"], "", "the last superuser"),
        (["revoke", "root", "--superuser"], "", "the last superuser"),
    ])
    func `says what is wrong and changes nothing`(
        arguments: [String],
        input: String,
        sentence: String
    ) async throws {
        let installation = try Installation()
        let root = try await installation.trail(
            ["user", "create", "root", "--superuser"],
            input: "correct horse battery"
        )
        #expect(root.status == 0)
        let refused = try await installation.trail(["user"] + arguments, input: input)
        #expect(refused.status == 2)
        #expect(refused.output.isEmpty)
        #expect(refused.errors.contains(sentence))
        let list = try await installation.trail("user", "list")
        #expect(list.lines == ["root  default  superuser  active"])
        #expect(try await installation.export().count == 1)
    }
}
