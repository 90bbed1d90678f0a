import HTTPTypes
import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct ErasureRoutesTests {
    private static let path = "/api/activity/erasures/"
    private static let order = #""actor_id":"alice","reason":"demand 17""#

    /// A server that knows events of two people in two tenants.
    private static func with(
        _ who: String = "dpo",
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let other = try TenantID("other")
        try await server.addUser("root", isSuperuser: true)
        try await server.addUser("dpo", [.erase])
        try await server.addUser("alice", Set(Principal.Permission.allCases))
        try await server.addUser("reader", [.viewAllLogs, .manageRetention])
        try await server.addUser("far", [.erase], tenant: other)
        for tenant in [.default, other] {
            var events: [EncodedEvent] = []
            for (name, number) in [("alice", 5), ("bob", 3), ("dpo", 1)] {
                for turn in 0..<number {
                    let detail: Event.Detail =
                        turn % 2 == 0
                        ? .page(PageDetail(path: "/of/\(name)/\(turn)"))
                        : .login(LoginDetail(.login, username: name))
                    var draft = Event.Draft(detail)
                    draft.actor = Event.Actor(type: .user, id: name, isVerified: true)
                    let time = TestServer.now.advanced(by: .seconds(-60))
                    let event = try Event(draft, tenant: tenant, now: time)
                    events.append(EncodedEvent(event, stated: []))
                }
            }
            _ = try await server.store.append(AppendRequest(events))
        }
        server.clock.advance(by: .seconds(60))
        let user = try #require(await server.store.user(named: who))
        try await server.run { client in
            try await body(server, client, try await server.cookie(of: user))
        }
    }

    private static func body(_ members: String, confirm: String? = nil) -> String {
        let more = confirm.map { ",\"confirm\":\"\($0)\"" } ?? ""
        return "{\(members)\(more)}"
    }

    /// Both steps.
    private static func erase(
        _ members: String,
        _ client: TestClient,
        _ cookie: HTTPFields
    ) async throws -> Answer {
        let first = try await client.post(Self.path, Self.body(members), cookie)
        #expect(first.status == 200, "\(first.text)")
        let token = try #require(first.json["confirm"].text)
        return try await client.post(Self.path, Self.body(members, confirm: token), cookie)
    }

    @Test func `says first what would go, and changes nothing`() async throws {
        try await Self.with { server, client, cookie in
            let before = await server.events()
            let answer = try await client.post(Self.path, Self.body(Self.order), cookie)
            #expect(answer.status == 200)
            #expect(answer.json["dry_run"].flag == true)
            #expect(answer.json["count"].number == 5)
            #expect(answer.json["held"].number == 0)
            #expect(answer.json["kinds"] == .object(["page": .integer(3), "login": .integer(2)]))
            #expect(answer.json["sections"].elements.map(\.text) == ["who", "where", "what"])
            #expect(answer.json["not_reached"].count > 3)
            #expect(answer.json["expires_at"].text != nil)
            #expect(!answer.text.contains("alice"))
            #expect(await server.events() == before)
            #expect(await server.store.erasures().isEmpty)
        }
    }

    @Test func `erases when it is confirmed, and every proof holds`() async throws {
        try await Self.with { server, client, cookie in
            let before = await server.events()
            let others = await server.events(of: try TenantID("other"))
            let answer = try await Self.erase(Self.order, client, cookie)
            #expect(answer.status == 201)
            #expect(answer.json["status"].text == "finished")
            #expect(answer.json["count"].number == 5)
            #expect(answer.json["beside"] == .object([:]) || answer.json["beside"].count == 0)
            #expect(!answer.text.contains("alice"))
            let after = await server.events()
            for (old, new) in zip(before, after) {
                #expect(new.leaf == old.leaf && LeafData.hash(of: new) == old.leaf)
                let isHers = old.text(.who).contains("alice")
                #expect((new.sections.what?.text == nil) == isHers)
            }
            #expect(await server.events(of: try TenantID("other")) == others)
            // What was sealed of it: the record of the removal, and the act; neither says who.
            let sealed = after.dropFirst(before.count)
            #expect(
                sealed.map(\.header.action.name)
                    == ["erasure.sections_erased", "erasure.completed"]
            )
            for event in sealed {
                #expect(event.text(.who).contains("dpo"))
                #expect(!(event.text(.who) + event.text(.what)).contains("alice"))
                #expect(event.text(.what).contains("demand 17"))
            }
            let gone = try #require(before.first).header.id.description
            let root = try #require(await server.store.user(named: "root"))
            let reader = try await server.cookie(of: root)
            let path = "/api/activity/events/\(gone)/"
            let verdict = try await client.get(path + "verify_integrity/", reader)
            #expect(verdict.text == #"{"status":"erased","valid":true}"#)
            let proof = try await client.get(path + "sealed/", reader)
            #expect(proof.json["sections"]["what"]["erased"].flag == true)
            let note = try SignedNote(try #require(proof.json["checkpoint"].text))
            let inclusion = InclusionProof(
                index: 0,
                treeSize: UInt64(try #require(proof.json["inclusion_proof"]["tree_size"].number)),
                path: proof.json["inclusion_proof"]["hashes"].elements
                    .compactMap { $0.text.flatMap { Hash(hex: $0) } }
            )
            try inclusion.verify(leaf: before[0].leaf, root: Checkpoint(text: note.text).root)
        }
    }

    @Test func `lists what was erased, by tenant, without whom`() async throws {
        try await Self.with { server, client, cookie in
            let answer = try await Self.erase(Self.order, client, cookie)
            let id = try #require(answer.json["id"].text)
            let list = try await client.get(Self.path, cookie)
            #expect(list.json["count"].number == 1)
            #expect(list.json["results"][0]["id"].text == id)
            #expect(list.json["results"][0]["ordered_by"].text == "dpo")
            #expect(list.json["results"][0]["finished_at"].text != nil)
            #expect(!list.text.contains("alice"))
            #expect(try await client.get(Self.path + id + "/", cookie).json == answer.json)
            let far = try #require(await server.store.user(named: "far"))
            let foreign = try await server.cookie(of: far)
            #expect(try await client.get(Self.path, foreign).json["count"].number == 0)
            #expect(try await client.get(Self.path + id, foreign).status == 404)
            #expect(try await client.get(Self.path + "?tenant_id=default", foreign).status == 403)
            #expect(try await client.get(Self.path + "none", cookie).status == 404)
            #expect(try await client.get(Self.path + "?actor=alice", cookie).status == 400)
        }
    }

    @Test func `takes no token but its own, in time`() async throws {
        try await Self.with { server, client, cookie in
            let before = await server.events()
            let first = try await client.post(Self.path, Self.body(Self.order), cookie)
            let token = try #require(first.json["confirm"].text)
            let root = try #require(await server.store.user(named: "root"))
            let another = try await server.cookie(of: root)
            for (members, confirm, cookie) in [
                (Self.order, "x", cookie), (Self.order, token + "A", cookie),
                (Self.order, token, another),
                (#""actor_id":"bob","reason":"demand 17""#, token, cookie),
                (Self.order + #","sections":["who"]"#, token, cookie),
                (Self.order + #","skip_held":true"#, token, cookie),
                (#""actor_id":"alice","reason":"demand 18""#, token, cookie),
            ] {
                let body = Self.body(members, confirm: confirm)
                let answer = try await client.post(Self.path, body, cookie)
                #expect(answer.status == 400, "\(answer.text)")
                #expect(answer.errors.keys.sorted() == ["confirm"])
            }
            server.clock.advance(by: .seconds(601))
            let late = try await client.post(
                Self.path,
                Self.body(Self.order, confirm: token),
                cookie
            )
            #expect(late.errors.keys.sorted() == ["confirm"])
            #expect(await server.events() == before)
        }
    }

    @Test func `takes a token once, and again where nothing was done`() async throws {
        try await Self.with { server, client, cookie in
            let first = try await client.post(Self.path, Self.body(Self.order), cookie)
            let token = try #require(first.json["confirm"].text)
            let body = Self.body(Self.order, confirm: token)
            let lease = try #require(await server.store.leaseErasure())
            let early = try await client.post(Self.path, body, cookie)
            #expect(early.status == 409)
            lease.end()
            #expect(try await client.post(Self.path, body, cookie).status == 201)
            let events = await server.events()
            let again = try await client.post(Self.path, body, cookie)
            #expect(again.status == 400)
            #expect(again.errors.keys.sorted() == ["confirm"])
            #expect(await server.events() == events)
            #expect(await server.store.erasures().count == 1)
        }
    }

    @Test func `leaves what came after the first step`() async throws {
        try await Self.with { server, client, cookie in
            let first = try await client.post(Self.path, Self.body(Self.order), cookie)
            server.clock.advance(by: .seconds(5))
            var draft = Event.Draft(.page(PageDetail(path: "/new")))
            draft.actor = Event.Actor(type: .user, id: "alice", isVerified: true)
            let event = try Event(draft, tenant: .default, now: server.clock.now())
            _ = try await server.store.append(AppendRequest([EncodedEvent(event, stated: [])]))
            let token = try #require(first.json["confirm"].text)
            let body = Self.body(Self.order, confirm: token)
            #expect(try await client.post(Self.path, body, cookie).json["count"].number == 5)
        }
    }

    @Test func `lets in who may, and of the own tenant`() async throws {
        for (who, status) in [("reader", 403), ("dpo", 200), ("far", 200), ("root", 200)] {
            try await Self.with(who) { server, client, cookie in
                let answer = try await client.post(Self.path, Self.body(Self.order), cookie)
                #expect(answer.status == status, "\(who)")
                let foreign = Self.body(Self.order + #","tenant_id":"other""#)
                let other = try await client.post(Self.path, foreign, cookie)
                #expect(other.status == (["root", "far"].contains(who) ? 200 : 403), "\(who)")
                #expect(try await client.get(Self.path, cookie).status == status)
            }
        }
        try await Self.with { _, client, _ in
            let answer = try await client.post(Self.path, Self.body(Self.order), [:])
            #expect(answer.status == 401)
        }
    }

    @Test func `lets nobody erase their own acts`() async throws {
        try await Self.with("alice") { server, client, cookie in
            let before = await server.events()
            for members in [Self.order, #""filters":{"date_from":"2020-01-01"},"reason":"x""#] {
                let answer = try await client.post(Self.path, Self.body(members), cookie)
                #expect(answer.status == 403, "\(answer.text)")
                #expect(answer.text.contains("own"))
            }
            let bob = #""actor_id":"bob","reason":"x""#
            #expect(try await client.post(Self.path, Self.body(bob), cookie).status == 200)
            #expect(await server.events() == before)
        }
    }

    @Test func `a hold beats an erasure, unless it is to be left out`() async throws {
        try await Self.with { server, client, cookie in
            await server.store.add(
                LegalHold(
                    id: EventID.random(at: TestServer.now),
                    tenant: .default,
                    filters: ["path": "/of/alice/0"],
                    reason: "case 4",
                    createdBy: "root",
                    createdAt: TestServer.now
                )
            )
            let refused = try await Self.erase(Self.order, client, cookie)
            #expect(refused.status == 409)
            #expect(refused.problem == "held")
            #expect(await server.store.erasures().isEmpty)
            let rest = try await Self.erase(Self.order + #","skip_held":true"#, client, cookie)
            #expect(rest.json["count"].number == 4)
            #expect(rest.json["held"].number == 1)
        }
    }

    @Test func `erases by filters of the lists, and single sections`() async throws {
        try await Self.with { server, client, cookie in
            let filters = #""filters":{"path":"/of/bob/0"},"sections":["where","what"]"#
            let answer = try await Self.erase(filters + #","reason":"x""#, client, cookie)
            #expect(answer.json["count"].number == 1)
            let event = try #require(await server.events().first { $0.index == 5 })
            #expect(event.sections.what?.text == nil && event.sections.who?.text != nil)
        }
    }

    @Test func `names every field that is wrong`() async throws {
        let wrong: [(String, [String])] = [
            ("{}", ["actor_id", "reason"]), (#"{"actor_id":"","reason":"x"}"#, ["actor_id"]),
            (#"{"actor_id":7,"reason":"x"}"#, ["actor_id"]),
            (#"{"actor_id":"a","actor_type":"god","reason":"x"}"#, ["actor_type"]),
            (#"{"actor_id":"a","filters":{"user":"a"},"reason":"x"}"#, ["actor_id"]),
            (#"{"filters":{},"reason":"x"}"#, ["filters"]),
            (#"{"filters":[],"reason":"x"}"#, ["filters"]),
            (#"{"filters":{"usr":"a","page":"2"},"reason":"x"}"#, ["filters.page"]),
            (#"{"filters":{"usr":"a"},"reason":"x"}"#, ["filters.usr"]),
            (#"{"filters":{"last_hours":"5"},"reason":"x"}"#, ["filters.last_hours"]),
            (#"{"filters":{"user":[]},"reason":"x"}"#, ["filters", "filters.user"]),
            (#"{"actor_id":"alice","reason":"Alice asked"}"#, ["reason"]),
            (#"{"actor_id":"a","reason":"x","sections":[]}"#, ["sections"]),
            (#"{"actor_id":"a","reason":"x","sections":["header"]}"#, ["sections"]),
            (#"{"actor_id":"a","reason":"x","skip_held":"yes"}"#, ["skip_held"]),
            (#"{"actor_id":"a","reason":"x","tenant_id":"A B"}"#, ["tenant_id"]),
            (#"{"actor_id":"a","reason":"x","force":true}"#, ["force"]),
        ]
        try await Self.with { _, client, cookie in
            for (body, fields) in wrong {
                let answer = try await client.post(Self.path, body, cookie)
                #expect(answer.status == 400, "\(body) \(answer.text)")
                #expect(answer.errors.keys.sorted() == fields, "\(body) \(answer.text)")
            }
            for body in ["", "[]", "null", "{"] {
                #expect(try await client.post(Self.path, body, cookie).status == 400)
            }
            let query = try await client.post(Self.path + "?x=1", Self.body(Self.order), cookie)
            #expect(query.status == 400)
        }
    }
}
