import HTTPTypes
import MerkleLog
import Testing
import Trail
import TrailServer
import TrailTesting

@Suite struct EventIngestTests {
    private static let path = "/api/activity/events/"

    /// A server and an ingest token.
    private func server(
        _ configure: (inout TrailServerConfiguration) -> Void = { _ in }
    ) async throws -> (TestServer, token: String) {
        let server = try TestServer(configure)
        return (server, try await server.token([.ingest]))
    }

    @Test func `answers with the receipt once the event is on disk`() async throws {
        let (server, token) = try await self.server()
        let answer = try await server.run {
            try await $0.post(Self.path, Sample.login(1), token: token)
        }
        let event = try #require(await server.events().first)
        #expect(answer.status == 201)
        #expect(answer.headers[.contentType] == "application/json")
        let leaf = event.leaf.hex
        #expect(
            answer.text
                == #"{"status":201,"id":"\#(Sample.id(1))","ledger_index":0,"integrity_hash":"\#(leaf)"}"#
        )
        #expect(
            event.text(.who)
                == #"{"credential":"token:robot","id":"ada","type":"user","verified":false}"#
        )
        #expect(event.header.occurredAt == TestServer.now)
    }

    @Test func `forces what a token states of an actor to be a claim`() async throws {
        let (server, token) = try await self.server()
        let body =
            #"{"kind":"login","who":{"type":"user","id":"root","verified":true,"credential":"password"},"#
            + #""what":{"detail":{"login_type":0}}}"#
        let answer = try await server.run { try await $0.post(Self.path, body, token: token) }
        #expect(answer.status == 201)
        let event = try #require(await server.events().first)
        #expect(
            event.text(.who)
                == #"{"credential":"token:robot","id":"root","type":"user","verified":false}"#
        )
    }

    @Test func `says by which credential an event without an actor came`() async throws {
        let (server, token) = try await self.server()
        _ = try await server.run { try await $0.post(Self.path, Sample.page("/"), token: token) }
        let event = try #require(await server.events().first)
        #expect(
            event.text(.who)
                == #"{"credential":"token:robot","type":"anonymous","verified":false}"#
        )
    }

    @Test func `stores a repetition once and refuses other content under its id`() async throws {
        let (server, token) = try await self.server()
        try await server.run { client in
            let first = try await client.post(Self.path, Sample.login(1), token: token)
            let second = try await client.post(Self.path, Sample.login(1), token: token)
            #expect(second.status == 200)
            #expect(second.json["integrity_hash"] == first.json["integrity_hash"])
            #expect(second.json["ledger_index"].number == 0)
            let other = try await client.post(Self.path, Sample.login(1, user: "eve"), token: token)
            #expect(other.status == 409)
            #expect(other.problem == "conflict")
        }
        #expect(await server.events().count == 1)
    }

    @Test(arguments: [
        ("{}", "kind", "This field is required."),
        (#"{"kind":"login"}"#, "what", "This field is required."),
        (#"{"kind":"nonsense","what":{}}"#, "kind", nil),
        (#"{"kind":"login","what":{}}"#, "what.detail", "This field is required."),
        (Sample.login(more: #","more":1"#), "more", "No such field is known."),
        (Sample.login(more: #","occurred_at":"yesterday""#), "occurred_at", nil),
        (Sample.login(more: #","id":"x""#), "id", "Expected: a UUID."),
        (Sample.login(more: #","action":"Free text""#), "action", nil),
        (Sample.login(more: #","where":{"ip":7}"#), "where.ip", nil),
        (Sample.login(more: #","kind":"login""#), "body", nil),
        ("[1", nil, nil),
        ("{", "body", nil),
        ("null", "body", nil),
        ("", "body", nil),
        (Sample.login() + "x", "body", nil),
    ])
    func `answers 400 and names the field`(body: String, field: String?, reason: String?)
        async throws
    {
        let (server, token) = try await self.server()
        let answer = try await server.run { try await $0.post(Self.path, body, token: token) }
        #expect(answer.status == 400)
        #expect(answer.headers[.contentType] == "application/problem+json")
        if let field { #expect(answer.errors.keys.contains(field)) }
        if let field, let reason { #expect(answer.errors[field] == reason) }
        #expect(await server.events().isEmpty)
    }

    @Test func `refuses what only Trail itself may record`() async throws {
        let (server, token) = try await self.server()
        let body =
            #"{"kind":"system","action":"retention.rows_removed","what":{"detail":{"severity":"INFO","#
            + #""category":"retention","event_name":"rows_removed"}}}"#
        let answer = try await server.run { try await $0.post(Self.path, body, token: token) }
        #expect(answer.status == 400)
        #expect(answer.errors.keys.sorted() == ["action"])
    }

    @Test func `survives deep nesting and text that is not UTF-8`() async throws {
        let (server, token) = try await self.server()
        try await server.run { client in
            for depth in [40, 100_000] {
                let deep = String(repeating: "[", count: depth)
                let metadata = #"{"kind":"page","what":{"detail":{"path":"/"},"metadata":\#(deep)"#
                let answer = try await client.post(Self.path, metadata, token: token)
                #expect(answer.status == 400)
                #expect(try await client.post(Self.path, deep, token: token).status == 400)
            }
            var bytes = Array(#"{"kind":"page","what":{"detail":{"path":""#.utf8)
            bytes += [0xC3, 0x28]
            bytes += Array(#""}}}"#.utf8)
            let headers: HTTPFields = [.contentType: "application/json"]
            let answer = try await client.send(.post, Self.path, token: token, headers, bytes)
            #expect(answer.status == 400)
        }
        #expect(await server.events().isEmpty)
    }

    @Test(arguments: [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/json; charset=latin1", nil,
    ])
    func `answers 415 to bodies it does not read`(type: String?) async throws {
        let (server, token) = try await self.server()
        let answer = try await server.run {
            try await $0.post(Self.path, Sample.login(), as: type, token: token)
        }
        #expect(answer.status == 415)
    }

    @Test func `answers 413 to a body that is too large`() async throws {
        let (server, token) = try await self.server { $0.limits.body = 50 }
        let answer = try await server.run {
            try await $0.post(Self.path, Sample.login(), token: token)
        }
        #expect(answer.status == 413)
        #expect(answer.headers[.connection] == "close")
    }

    @Test(arguments: [("head_accepted", 400), ("closed", 201)])
    func `leaves to the tool what only the tool may say`(name: String, status: Int) async throws {
        let (server, token) = try await self.server()
        let body =
            #"{"kind":"system","action":"ledger.\#(name)","what":{"detail":{"severity":"INFO","#
            + #""category":"ledger","event_name":"\#(name)"}}}"#
        let answer = try await server.run { try await $0.post(Self.path, body, token: token) }
        #expect(answer.status == status)
    }

    @Test func `knows a retry again that comes with another token`() async throws {
        let server = try TestServer()
        let tokens = [
            try await server.token([.ingest], name: "old"),
            try await server.token([.ingest], name: "new"),
        ]
        try await server.run { client in
            let event = Sample.login(7)
            let first = try await client.post(Self.path, event, token: tokens[0])
            #expect(first.status == 201)
            let second = try await client.post(Self.path, event, token: tokens[1])
            #expect(second.status == 200)
            let other = Sample.login(7, user: "eve")
            #expect(try await client.post(Self.path, other, token: tokens[1]).status == 409)
        }
        #expect(await server.events().count == 1)
    }

    @Test func `gives every element of an array a status of its own`() async throws {
        let (server, token) = try await self.server()
        try await server.run { client in
            let items = [
                Sample.login(1), "{}", Sample.login(2), Sample.login(1),
                Sample.login(2, user: "eve"), "[]", "5",
            ]
            let body = "[ " + items.joined(separator: " , ") + " ]"
            let answer = try await client.post(Self.path, body, token: token)
            #expect(answer.status == 207)
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer.json["stored"].number == 2)
            #expect(answer.json["repeated"].number == 1)
            #expect(answer.json["rejected"].number == 4)
            let results = answer.json["results"].elements
            #expect(results.map { $0["status"].number } == [201, 400, 201, 200, 409, 400, 400])
            #expect(results[1]["errors"]["kind"][0].text == "This field is required.")
            #expect(results[2]["ledger_index"].number == 1)
            let all = try await client.post(Self.path, "[\(Sample.login(9))]", token: token)
            #expect(all.status == 200)
            #expect(try await client.post(Self.path, "[]", token: token).status == 200)
            let none = try await client.post(Self.path, "[{}]", token: token)
            #expect(none.status == 400)
            #expect(none.json["results"].count == 1)
        }
        #expect(await server.events().count == 3)
    }

    @Test func `refuses an array of very many elements`() async throws {
        let (server, token) = try await self.server()
        let body = "[" + Array(repeating: "1", count: 10_001).joined(separator: ",") + "]"
        let answer = try await server.run { try await $0.post(Self.path, body, token: token) }
        #expect(answer.status == 400)
    }

    @Test func `tells each element of the rest 503 when the recorder stops taking them`()
        async throws
    {
        let (server, token) = try await self.server()
        server.faults.failAppends(TrailError(.overloaded, ""), after: 1)
        let body = "[" + (0..<1_500).map { Sample.page("/", $0) }.joined(separator: ",") + "]"
        let answer = try await server.run { try await $0.post(Self.path, body, token: token) }
        #expect(answer.status == 503)
        #expect(answer.problem == "overloaded")
        #expect(answer.headers[.retryAfter] == "1")
        #expect(answer.json["stored"].number == 1_000)
        #expect(answer.json["rejected"].number == 500)
        let statuses = answer.json["results"].elements.map { $0["status"].number }
        #expect(statuses.count == 1_500)
        #expect(Set(statuses[1_000...]) == [503])
        #expect(await server.events().count == 1_000)
    }

    @Test func `keeps a token to its tenant`() async throws {
        let server = try TestServer()
        let acme = try TenantID("acme")
        let token = try await server.token([.ingest], tenant: acme)
        try await server.run { client in
            #expect(try await client.post(Self.path, Sample.login(), token: token).status == 201)
            let own = Sample.login(more: #","tenant":"acme""#)
            #expect(try await client.post(Self.path, own, token: token).status == 201)
            let other = Sample.login(more: #","tenant":"default""#)
            let answer = try await client.post(Self.path, other, token: token)
            #expect(answer.status == 403)
            #expect(answer.problem == "forbidden")
        }
        #expect(await server.events(of: acme).count == 2)
        #expect(await server.events().isEmpty)
    }
}
