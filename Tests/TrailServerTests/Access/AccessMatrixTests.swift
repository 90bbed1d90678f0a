import HTTPTypes
import Testing
import Trail
import TrailServer

@Suite struct AccessMatrixTests {
    /// Who asks → status of: reading a list, reading one event, ingesting, a checkpoint, an
    /// entry bundle, the metrics.
    static let matrix: [(who: String, statuses: [Int])] = [
        ("nobody", [401, 401, 401, 401, 401, 401]),
        ("none", [403, 403, 403, 403, 403, 403]),
        ("ingest", [403, 403, 201, 403, 403, 403]),
        ("view_logs", [200, 404, 403, 403, 403, 403]),
        ("view_all_logs", [200, 200, 403, 200, 200, 200]),
        ("manage_database_config", [403, 403, 403, 403, 403, 403]),
        ("manage_retention", [403, 403, 403, 403, 403, 403]),
        ("erase", [403, 403, 403, 403, 403, 403]),
        ("admin", [200, 200, 201, 200, 200, 200]),
        ("superuser", [200, 200, 201, 200, 200, 200]),
    ]

    @Test(arguments: Self.matrix)
    func `lets in who may, and no one else`(who: String, statuses: [Int]) async throws {
        let server = try TestServer()
        try await server.run(authenticators: [NamedPermissions()]) { client in
            let body = Sample.page("/", 1)
            let first = try await client.post("/api/activity/events/", body, token: "ingest")
            #expect(first.status == 201)
            let token = who == "nobody" ? nil : who
            let answers = [
                try await client.get("/api/activity/page-events/", token: token),
                try await client.get("/api/activity/events/\(Sample.id(1))/", token: token),
                try await client.post("/api/activity/events/", Sample.page("/"), token: token),
                try await client.get("/ledger/default/checkpoint", token: token),
                try await client.get("/ledger/default/tile/entries/000.p/1", token: token),
                try await client.get("/metrics", token: token),
            ]
            #expect(answers.map(\.status) == statuses)
            for answer in answers where answer.status == 401 {
                #expect(answer.problem == "unauthenticated")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"trail\"")
                let detail = "Authentication credentials were not provided."
                #expect(answer.json["detail"].text == detail)
            }
            for answer in answers where answer.status == 403 {
                #expect(answer.problem == "forbidden")
            }
        }
    }

    @Test(arguments: [
        "/api/activity/events/", "/djaffar/log/", "/ledger/default/checkpoint", "/metrics",
        "/nothing",
    ])
    func `answers 401 to a token that is not accepted, whatever is asked`(path: String) async throws
    {
        let server = try TestServer {
            $0.openness.ledger = true; $0.openness.metrics = true
        }
        try await server.run { client in
            for token in ["", "x", "F2naN20HpDv4tsJC0b1OhQZVDwRiEy", TokenSecret.random().text] {
                for method in [HTTPRequest.Method.get, .post] {
                    let answer = try await client.send(method, path, token: token)
                    #expect(answer.status == 401)
                    #expect(answer.problem == "unauthenticated")
                    let challenge = "Bearer realm=\"trail\", error=\"invalid_token\""
                    #expect(answer.headers[.wwwAuthenticate] == challenge)
                }
            }
        }
    }

    @Test func `stores nothing of a post whose token is not accepted`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        _ = await server.store.revokeToken(named: "robot", at: TestServer.now)
        try await server.run { client in
            let form = "application/x-www-form-urlencoded"
            let body = "date=2016-12-29T07:35:22.571Z&path=/"
            let answer = try await client.post("/djaffar/log/", body, as: form, token: token)
            #expect(answer.status == 401)
            #expect(answer.headers[.setCookie] == nil)
        }
        #expect(await server.events().isEmpty)
    }

    @Test(arguments: ["bearer", "BEARER", "Bearer  "])
    func `reads the scheme in any case`(scheme: String) async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        let answer = try await server.run {
            try await $0.get("/api/activity/events/", [.authorization: "\(scheme) \(token)"])
        }
        #expect(answer.status == 200)
    }

    @Test func `does not look at other schemes`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let basic: HTTPFields = [.authorization: "Basic YTpi"]
            let list = try await client.get("/api/activity/events/", basic)
            #expect(list.status == 401)
            let form = "application/x-www-form-urlencoded"
            let body = "date=2016-12-29T07:35:22.571Z&path=/"
            #expect(try await client.post("/djaffar/log/", body, as: form, basic).status == 201)
        }
    }

    @Test func `health is open to everyone, even with a bad token`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let live = try await client.get("/health/live")
            let ready = try await client.get("/health/ready", token: "nonsense")
            #expect([live.status, ready.status] == [200, 200])
        }
    }

    @Test func `opens ledger and metrics when configured`() async throws {
        let server = try TestServer {
            $0.openness.ledger = true; $0.openness.metrics = true
        }
        let token = try await server.token([.ingest])
        try await server.run { client in
            _ = try await client.post("/api/activity/events/", Sample.page("/"), token: token)
            #expect(try await client.get("/ledger/default/checkpoint").status == 200)
            #expect(try await client.get("/ledger/default/tile/0/000.p/1").status == 200)
            #expect(try await client.get("/ledger/default/tile/entries/000.p/1").status == 401)
            #expect(try await client.get("/metrics").status == 200)
        }
    }

    @Test func `answers 503 while tokens cannot be read`() async throws {
        struct Down: BearerAuthenticator {
            func principal(presenting token: String) async throws -> Principal? {
                throw TrailError(.storeUnavailable, "")
            }
        }
        let server = try TestServer()
        let answer = try await server.run(authenticators: [Down()]) {
            try await $0.get("/api/activity/events/", token: "x")
        }
        #expect(answer.status == 503)
    }

    /// The token is the name of the one permission it has.
    private struct NamedPermissions: BearerAuthenticator {
        func principal(presenting token: String) async throws -> Principal? {
            var permissions: Set<Principal.Permission> = []
            if let permission = Principal.Permission(rawValue: token) { permissions = [permission] }
            if token == "admin" { permissions = Set(Principal.Permission.allCases) }
            return Principal(
                id: token,
                permissions: permissions,
                tenant: .default,
                isSuperuser: token == "superuser"
            )
        }
    }
}
