import Foundation
import Testing

@Suite struct DestinationTests {
    private static let configs = "/api/activity/database-configs/"
    private static let json = ["Content-Type": "application/json"]
    private static let visit = #"{"kind":"page","what":{"detail":{"path":"/"}}}"#

    private static func start(
        settings: String = ""
    ) async throws -> (Installation, RunningServer) {
        let installation = try Installation()
        try FileManager.default.createDirectory(
            at: installation.file("ledgers"),
            withIntermediateDirectories: false
        )
        // What tools go by as well.
        try Data("destinations.folder: ledgers\n\(settings)".utf8).write(
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

    /// Makes `acme.sqlite` the destination of the tenant `acme`.
    private static func makeAcme(
        _ server: RunningServer,
        _ root: [String: String]
    ) async throws -> HTTPClient.Answer {
        try await server.http.post(
            Self.configs,
            #"{"name":"acme","engine":"sqlite","database_name":"acme.sqlite","tenant_id":"acme"}"#,
            root
        )
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
        let made = try await Self.makeAcme(server, root)
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

    @Test func `makes anew what is derived from events in a file of their own`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let made = try await Self.makeAcme(server, root)
        #expect(made.status == 201)
        let robot = try await Self.robot(installation, scope: "ingest")
        let sent = try await server.http.post("/api/activity/events/", Self.visit, robot)
        #expect(sent.status < 300, "\(sent.body)")
        #expect(await server.stop() == 0)

        let file = "ledgers/acme.sqlite"
        for damage in ["DELETE FROM rollup", "DROP INDEX event_idx"] {
            try await installation.execute(damage, on: file)
            #expect(try await installation.trail("verify", "--tenant", "acme").status == 1)
            let fixed = try await installation.trail("verify", "--tenant", "acme", "--fix")
            #expect(fixed.status == 0, "\(damage): \(fixed.output)\(fixed.errors)")
            #expect(fixed.errors.contains("acme: made anew"))
        }
        for store in [file, "trail.sqlite"] {
            try await installation.execute("DELETE FROM rollup", on: store)
        }
        let serving = try await RunningServer(installation)
        let refused = try await installation.trail("verify", "--fix")
        #expect(refused.status == 1)
        for tenant in ["acme", "default"] {
            #expect(refused.lines.contains { $0.hasPrefix("\(tenant): TAMPERED WITH: ") })
            #expect(refused.errors.contains("\(tenant): nothing was made anew: "))
        }
        #expect(await serving.stop() == 0)
        #expect(try await installation.trail("verify", "--fix").status == 0)
        let acts = try await installation.export(["--tenant", "acme", "--kind", "system"])
        #expect(acts.count { $0["event_name"] == "derived_data_rebuilt" } == 3)
        let other = try await installation.export(["--kind", "system"])
        #expect(other.count { $0["event_name"] == "derived_data_rebuilt" } == 1)
        #expect(try await installation.trail("verify").status == 0)
        let again = try await RunningServer(installation)
        let more = try await again.http.post("/api/activity/events/", Self.visit, robot)
        #expect(more.status < 300, "\(more.body)")
        #expect(await again.stop() == 0)
    }

    @Test func `looks at the other ledgers where a file is lost, and makes none in its place`()
        async throws
    {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let made = try await Self.makeAcme(server, root)
        #expect(made.status == 201)
        _ = try await Self.robot(installation, scope: "ingest")
        #expect(await server.stop() == 0)
        let file = installation.file("ledgers/acme.sqlite")
        try FileManager.default.removeItem(at: file)

        let looked = try await installation.trail("verify")
        #expect(looked.status == 2)
        #expect(looked.lines.contains { $0.hasPrefix("acme: NOT VERIFIED: ") })
        #expect(looked.lines.contains { $0.hasPrefix("default: intact: ") })
        try await installation.execute("DELETE FROM rollup", on: "trail.sqlite")
        // Worse than what nobody could look at.
        let found = try await installation.trail("verify", "--json")
        #expect(found.status == 1)
        #expect(found.lines.first?.contains(#""error":"The destination "#) == true)
        #expect(try await installation.trail("verify", "--fix").status == 2)
        #expect(try await installation.trail("verify", "--tenant", "default").status == 0)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `takes a destination in which nothing was begun for no ledger`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        #expect(try await Self.makeAcme(server, root).status == 201)
        #expect(await server.stop() == 0)
        let looked = try await installation.trail("verify")
        #expect(looked.status == 0)
        #expect(!looked.lines.contains { $0.hasPrefix("acme") })
        let none = try await installation.trail("verify", "--tenant", "acme")
        #expect(none.status == 2)
        #expect(none.errors.contains("there is no ledger of a tenant 'acme'"))
    }

    @Test func `looks at other destinations where one for all tenants is lost`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        #expect(try await Self.makeAcme(server, root).status == 201)
        let rest = #"{"name":"rest","engine":"sqlite","database_name":"rest.sqlite"}"#
        #expect(try await server.http.post(Self.configs, rest, root).status == 201)
        _ = try await Self.robot(installation, scope: "ingest")
        #expect(await server.stop() == 0)
        let none = try await installation.trail("verify", "--tenant", "nobody")
        #expect(none.status == 2)
        #expect(none.errors.contains("there is no ledger of a tenant 'nobody'"))
        for file in ["ledgers/rest.sqlite", "trail.key.heads"] {
            try FileManager.default.removeItem(at: installation.file(file))
        }
        try await installation.execute("DELETE FROM rollup", on: "ledgers/acme.sqlite")
        let looked = try await installation.trail("verify")
        #expect(looked.status == 1)
        #expect(looked.lines.contains { $0.hasPrefix("acme: TAMPERED WITH: ") })
        #expect(looked.errors.contains("there may be more ledgers: The destination "))
        let unknown = try await installation.trail("verify", "--tenant", "nobody")
        #expect(unknown.status == 2)
        #expect(unknown.lines.first?.hasPrefix("nobody: NOT VERIFIED: ") == true)
    }

    @Test func `never begins a lost file anew in silence`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let made = try await Self.makeAcme(server, root)
        #expect(made.status == 201)
        let robot = try await Self.robot(installation, scope: "ingest")
        #expect(await server.stop() == 0)
        for ending in ["", "-wal", "-shm", ".search"] {
            try? FileManager.default.removeItem(
                at: installation.file("ledgers/acme.sqlite\(ending)")
            )
        }
        let again = try await RunningServer(installation)
        let sent = try await again.http.post("/api/activity/events/", Self.visit, robot)
        #expect(sent.status == 503, "\(sent.body)")
        #expect(await again.stop() == 0)
        #expect(try await installation.trail("verify", "--tenant", "acme").status == 1)
    }

    @Test func `takes a file up again that was no destination for a while`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let made = try await Self.makeAcme(server, root)
        let id = try #require(Installation.members(made.body)["id"])
        for isActive in [false, true] {
            let body = #"{"is_active":\#(isActive)}"#
            let changed = try await server.http.patch("\(Self.configs)\(id)/", body, root)
            #expect(changed.status == 200, "\(changed.body)")
        }
        let robot = try await Self.robot(installation, scope: "ingest")
        let sent = try await server.http.post("/api/activity/events/", Self.visit, robot)
        #expect(sent.status < 300, "\(sent.body)\(server.log)")
        #expect(await server.stop() == 0)
        let verified = try await installation.trail("verify", "--tenant", "acme")
        #expect(verified.lines.first?.hasPrefix("acme: intact: 2 events") == true)
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

    /// Makes a destination of the tenant `acme`, and puts so many invented events into it.
    private static func fill(
        _ events: Int,
        _ installation: Installation,
        _ server: RunningServer
    ) async throws -> [String: String] {
        let root = try await Self.superuser(installation, server)
        let made = try await Self.makeAcme(server, root)
        #expect(made.status == 201, "\(made.body)")
        #expect(await server.stop() == 0)
        let demo = try await installation.trail("demo", "--events", "\(events)", "--tenant", "acme")
        #expect(demo.status == 0, "\(demo.errors)")
        let file = installation.file("ledgers/acme.sqlite").path
        #expect(FileManager.default.fileExists(atPath: file))
        return root
    }

    /// The one number in a text.
    private static func number(in text: String) -> Int? {
        Int(text.filter { $0.isNumber })
    }

    @Test func `starts while a destination for all tenants is no database`() async throws {
        let (installation, server) = try await Self.start()
        let root = try await Self.superuser(installation, server)
        let body = #"{"name":"all","engine":"sqlite","database_name":"all.sqlite"}"#
        let made = try await server.http.post(Self.configs, body, root)
        #expect(made.status == 201, "\(made.body)")
        #expect(await server.stop() == 0)
        let file = installation.file("ledgers/all.sqlite")
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: file.path + suffix)
        }
        try Data(repeating: 7, count: 8_192).write(to: file)
        let again = try await RunningServer(installation)
        #expect(await again.stop() == 0)
    }

    private static func archives(_ installation: Installation) -> [String] {
        let folder = installation.file("archive").path
        return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    @Test func `archives and removes what a destination keeps, and counts the rest`() async throws {
        let (installation, server) = try await Self.start(settings: "retention.archive: archive\n")
        let root = try await Self.fill(3_000, installation, server)
        let cleaned = try await installation.trail("cleanup", "--days", "15", "--tenant", "acme")
        #expect(cleaned.status == 0, "\(cleaned.errors)")
        let first = try #require(Self.number(in: cleaned.lines.last ?? ""))
        #expect(first > 100, "\(cleaned.output)")
        #expect(Self.archives(installation).filter { $0.hasPrefix("acme.") }.count == 1)

        let again = try await RunningServer(installation)
        let policy = try await again.http.post(
            "/api/activity/retention-policies/",
            #"{"name":"short","retain_days":5,"tenant_id":"acme"}"#,
            root
        )
        #expect(policy.status == 201, "\(policy.body)")
        let id = try #require(Installation.members(policy.body)["id"])
        let path = "/api/activity/retention-policies/\(id)/run_now/"
        let run = try await again.http.post(path, "", root)
        let second = try #require(Self.number(in: run.body))
        #expect(second > 100, "\(run.body)")
        #expect(Self.archives(installation).filter { $0.hasPrefix("acme.") }.count == 2)
        let figures = try await again.http.get(
            "/api/activity/dashboard/?hours=1000&tenant_id=acme",
            root
        )
        // Besides, the records of both removals and of the policy.
        let left = 3_000 - first - second + 3
        #expect(figures.body.contains(#""total_events":\#(left),"#), "\(figures.body)")
        #expect(!figures.body.contains("is_estimate"))
        #expect(await again.stop() == 0)
        #expect(try await installation.trail("verify", "--tenant", "acme").status == 0)
    }

    @Test func `looks at ledgers in destinations, and accepts the head of one`() async throws {
        let (installation, server) = try await Self.start()
        _ = try await Self.fill(20, installation, server)
        let doctor = try await installation.trail("doctor")
        #expect(doctor.lines.contains { $0.hasPrefix("ok   ledger acme: 20 events") })
        #expect(doctor.lines.contains { $0.hasPrefix("ok   signed last: ") }, "\(doctor.output)")
        try installation.copyDatabase(from: "ledgers/acme.sqlite", to: "older.sqlite")
        let more = try await installation.trail("demo", "--events", "5", "--tenant", "acme")
        #expect(more.status == 0, "\(more.errors)")
        try installation.copyDatabase(from: "older.sqlite", to: "ledgers/acme.sqlite")
        #expect(try await installation.trail("verify", "--tenant", "acme").status == 1)
        let sick = try await installation.trail("doctor")
        #expect(sick.status == 1)
        #expect(sick.output.contains("trail keys accept-head acme"), "\(sick.output)")
        let accepted = try await installation.trail("keys", "accept-head", "acme", "--yes")
        #expect(accepted.status == 0, "\(accepted.errors)")
        let verified = try await installation.trail("verify", "--tenant", "acme")
        #expect(verified.lines.first?.hasPrefix("acme: intact: 21 events") == true)
    }
}
