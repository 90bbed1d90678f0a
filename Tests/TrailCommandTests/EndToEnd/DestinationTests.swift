import Foundation
import Testing

@Suite struct DestinationTests {
    private static let configs = "/api/activity/database-configs/"
    private static let json = ["Content-Type": "application/json"]

    private static func start() async throws -> (Installation, RunningServer) {
        let installation = try Installation()
        try FileManager.default.createDirectory(
            at: installation.file("ledgers"),
            withIntermediateDirectories: false
        )
        // What tools go by as well.
        try Data("destinations.folder: ledgers\n".utf8).write(
            to: installation.file("trail.yaml")
        )
        return (installation, try await RunningServer(installation))
    }

    /// The headers of a superuser who has signed in.
    private static func superuser(
        _ installation: Installation,
        _ server: RunningServer
    ) async throws -> [String: String] {
        let made = try await installation.trail(
            ["user", "create", "root", "--superuser"],
            input: "a password of my own\n"
        )
        #expect(made.status == 0, "\(made.errors)")
        let body = #"{"username":"root","password":"a password of my own"}"#
        let answer = try await server.http.post("/api/activity/session/", body, Self.json)
        let cookie = String(answer.headers["set-cookie"]?.prefix { $0 != ";" } ?? "")
        return Self.json.merging(["Cookie": cookie]) { $1 }
    }

    /// The headers of a program of the tenant `acme`.
    private static func robot(
        _ installation: Installation,
        scope: String
    ) async throws -> [String: String] {
        let token = try await installation.token(scope: scope, ["--tenant", "acme"])
        return Self.json.merging(["Authorization": "Bearer \(token)"]) { $1 }
    }

    @Test func `keeps a tenant's events in a file of its own`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let made = try await server.http.post(
            Self.configs,
            #"{"name":"acme","engine":"sqlite","database_name":"acme.sqlite","tenant_id":"acme"}"#,
            root
        )
        #expect(made.status == 201, "\(made.body)")
        let id = try #require(Installation.members(made.body)["id"])
        let health = try await server.http.post("\(Self.configs)\(id)/health_check/", "", root)
        #expect(health.body.contains(#""healthy":true"#), "\(health.body)")
        let robot = try await Self.robot(installation, scope: "ingest,read")
        let event = #"{"kind":"page","what":{"detail":{"path":"/known-to-acme"}}}"#
        let sent = try await server.http.post("/api/activity/events/", event, robot)
        #expect(sent.status < 300, "\(sent.body)")
        let list = try await server.http.get("/api/activity/page-events/", robot)
        #expect(list.body.contains("known-to-acme"))
        let gone = try await server.http.post("\(Self.configs)", "{}", robot)
        #expect(gone.status == 403)
        #expect(await server.stop() == 0)

        #expect(try await installation.trail("verify").status == 0)
        let verified = try await installation.trail("verify", "--tenant", "acme")
        #expect(verified.lines.first?.hasPrefix("acme: intact: 2 events") == true)
        let exported = try await installation.export(["--tenant", "acme"])
        #expect(exported.contains { $0["path"] == "/known-to-acme" })
        let main = try Data(contentsOf: installation.file("trail.sqlite"))
        #expect(main.range(of: Data("known-to-acme".utf8)) == nil)

        let again = try await RunningServer(installation)
        let more = try await again.http.post("/api/activity/events/", event, robot)
        #expect(more.status < 300, "\(more.body)")
        #expect(await again.stop() == 0)
        let last = try await installation.trail("verify", "--tenant", "acme")
        #expect(last.lines.first?.hasPrefix("acme: intact: 3 events") == true)
    }

    @Test func `never begins a lost file anew in silence`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let made = try await server.http.post(
            Self.configs,
            #"{"name":"acme","engine":"sqlite","database_name":"acme.sqlite","tenant_id":"acme"}"#,
            root
        )
        #expect(made.status == 201)
        let robot = try await Self.robot(installation, scope: "ingest")
        #expect(await server.stop() == 0)
        for ending in ["", "-wal", "-shm", ".search"] {
            try? FileManager.default.removeItem(
                at: installation.file("ledgers/acme.sqlite\(ending)")
            )
        }
        let again = try await RunningServer(installation)
        let event = #"{"kind":"page","what":{"detail":{"path":"/"}}}"#
        let sent = try await again.http.post("/api/activity/events/", event, robot)
        #expect(sent.status == 503, "\(sent.body)")
        #expect(await again.stop() == 0)
        #expect(try await installation.trail("verify", "--tenant", "acme").status == 1)
    }

    @Test func `rotates the secret under which passwords are kept`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let made = try await server.http.post(
            Self.configs,
            #"{"name":"a","engine":"sqlite","database_name":"a.db","password":"hunter2"}"#,
            root
        )
        #expect(made.body.contains(#""has_password":true"#), "\(made.body)")
        #expect(!made.body.contains("hunter2"))
        let id = try #require(Installation.members(made.body)["id"])
        #expect(try await installation.trail("keys", "rotate-secret").status == 2)
        #expect(await server.stop() == 0)
        let before = try Data(contentsOf: installation.file("trail.secret"))
        let rotated = try await installation.trail("keys", "rotate-secret", "--json")
        #expect(rotated.lines == [#"{"renewed":1,"unreadable":[]}"#], "\(rotated.errors)")
        let after = try Data(contentsOf: installation.file("trail.secret"))
        #expect(after.count == before.count && after != before)
        let again = try await RunningServer(installation)
        let health = try await again.http.post("\(Self.configs)\(id)/health_check/", "", root)
        #expect(health.body.contains(#""healthy":true"#), "\(health.body)")
        #expect(await again.stop() == 0)
        let store = try Data(contentsOf: installation.file("trail.sqlite"))
        #expect(store.range(of: Data("hunter2".utf8)) == nil)
    }
}
