import HTTPTypes
import Testing
import Trail
import TrailJWT
import TrailServer
import TrailTesting

@Suite struct JWTAuthenticatorTests {
    private static func reader(
        _ configure: (inout JWTConfiguration) -> Void = { _ in }
    ) async throws -> JWTReader {
        var configuration = JWTConfiguration()
        configure(&configuration)
        return JWTReader(
            JWTKeyRing([try await JWTKey.secret(hmacSecret)]),
            configuration,
            clock: ManualClock(TestServer.now)
        )
    }

    @Test func `makes a verified token a principal`() async throws {
        let authenticator = JWTAuthenticator(
            try await Self.reader(),
            permissionsClaim: "permissions",
            tenantClaim: "org.name"
        )
        let token = hmacToken(
            #"""
            {"sub":"7","name":"Ada","iss":"https://id.example","org":{"name":"acme"},
            "permissions":["view_logs","ingest","superuser","drive_cars"],"is_superuser":true}
            """#
        )
        let principal = await authenticator.principal(presenting: token)
        let expected = Principal(
            id: "7",
            name: "Ada",
            permissions: [.viewLogs, .ingest],
            tenant: try TenantID("acme"),
            isSuperuser: false,
            credential: "jwt:https://id.example"
        )
        #expect(principal == expected)
    }

    @Test(arguments: [
        (#"["erase"]"#, [Principal.Permission.erase]),
        (#""view_logs erase""#, [.viewLogs, .erase]), (#""""#, []), ("[]", []), ("null", []),
        (#"["erase",1]"#, []), (#"{"erase":true}"#, []),
        (#"["ERASE"," erase"]"#, []),
    ])
    func `takes permissions from texts and from nothing else`(
        claim: String,
        permissions: [Principal.Permission]
    ) async throws {
        let authenticator = JWTAuthenticator(try await Self.reader(), permissionsClaim: "scope")
        let principal = await authenticator.principal(
            presenting: hmacToken(#"{"sub":"7","scope":\#(claim)}"#)
        )
        #expect(principal?.permissions == Set(permissions))
    }

    @Test func `permits nothing unless told which claim says so`() async throws {
        let authenticator = JWTAuthenticator(try await Self.reader())
        let token = hmacToken(#"{"sub":"7","permissions":["erase"],"scope":"erase"}"#)
        #expect(await authenticator.principal(presenting: token)?.permissions == [])
    }

    @Test(arguments: ["", #","org":null"#, #","org":7"#, #","org":"""#, #","org":"Acme Inc.""#])
    func `lets nobody in whose tenant is not named`(member: String) async throws {
        let authenticator = JWTAuthenticator(try await Self.reader(), tenantClaim: "org")
        let token = hmacToken(#"{"sub":"7"\#(member)}"#)
        #expect(await authenticator.principal(presenting: token) == nil)
    }

    @Test func `does not let a token pass for one of the server's own`() async throws {
        let authenticator = JWTAuthenticator(try await Self.reader())
        let token = hmacToken(#"{"sub":"token:backup"}"#)
        #expect(await authenticator.principal(presenting: token) == nil)
    }

    @Test func `makes no principal of a claim`() async throws {
        let off = JWTAuthenticator(try await Self.reader { $0.isVerifying = false })
        let keyless = JWTAuthenticator(JWTReader(JWTKeyRing()))
        let on = JWTAuthenticator(try await Self.reader())
        #expect(await off.principal(presenting: hmacToken(#"{"sub":"7"}"#)) == nil)
        #expect(await keyless.principal(presenting: hmacToken(#"{"sub":"7"}"#)) == nil)
        let forged = hmacToken(#"{"sub":"7"}"#, secret: [1])
        #expect(await on.principal(presenting: forged) == nil)
        #expect(await on.principal(presenting: hmacToken(#"{"sub":"7","exp":1}"#)) == nil)
        #expect(await on.principal(presenting: "") == nil)
    }

    @Test func `stands behind API tokens, and a bad one of either kind is answered 401`()
        async throws
    {
        let server = try TestServer()
        let jwt = JWTAuthenticator(try await Self.reader(), permissionsClaim: "scope")
        let tokens = TokenAuthenticator(server.backend.state, clock: server.clock)
        let own = try await server.token([.read])
        try await server.run(authenticators: [tokens, jwt]) { client in
            let path = "/api/activity/events/"
            let reading = hmacToken(#"{"sub":"7","scope":"view_all_logs"}"#)
            #expect(try await client.get(path, token: own).status == 200)
            #expect(try await client.get(path, token: reading).status == 200)
            #expect(try await client.get(path, token: hmacToken(#"{"sub":"7"}"#)).status == 403)
            let forged = hmacToken(#"{"sub":"7","scope":"view_all_logs"}"#, secret: [1])
            for refused in [forged, reading + "x", "eyJ.e.e", TokenSecret.random().text] {
                let answer = try await client.get(path, token: refused)
                #expect(answer.status == 401)
                #expect(answer.problem == "unauthenticated")
                #expect(!answer.text.contains("ey"))
            }
        }
    }

    @Test func `reads a token behind the prefix that is configured, and no other there`()
        async throws
    {
        let server = try TestServer()
        let jwt = JWTAuthenticator(
            try await Self.reader { $0.prefix = "JWT" },
            permissionsClaim: "scope"
        )
        let tokens = TokenAuthenticator(server.backend.state, clock: server.clock)
        let own = try await server.token([.read])
        let token = hmacToken(#"{"sub":"7","scope":"view_all_logs"}"#)
        try await server.run(authenticators: [tokens, jwt]) { client in
            for (value, status) in [
                ("JWT \(token)", 200), ("jwt \(token)", 200), ("Bearer \(own)", 200),
                ("Bearer \(token)", 401), ("JWT \(own)", 401), ("JWT x", 401),
                ("Basic \(token)", 401),
            ] {
                let headers: HTTPFields = [.authorization: value]
                let answer = try await client.get("/api/activity/events/", headers)
                #expect(answer.status == status)
            }
        }
    }

    @Test func `shows a bearer with view_logs what its own verified id did, and no more`()
        async throws
    {
        let server = try TestServer()
        let jwt = JWTAuthenticator(try await Self.reader(), permissionsClaim: "scope")
        try await server.run(authenticators: [jwt]) { client in
            for (id, isVerified) in [("7", true), ("8", true), ("7", false)] {
                let actor = Event.Actor(type: .user, id: id, isVerified: isVerified)
                let draft = Event.Draft(.page(PageDetail(path: "/")), actor: actor)
                _ = try await server.recorder.recordDurably(draft)
            }
            let token = hmacToken(#"{"sub":"7","scope":["view_logs"]}"#)
            let answer = try await client.get("/api/activity/events/", token: token)
            #expect(answer.json["count"].number == 1)
        }
    }
}
