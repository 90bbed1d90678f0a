import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct NewErasurePageTests {
    private static let path = "/dashboard/erasures/new"
    private static let order = [
        ("actor_id", "alice"), ("actor_type", ""), ("filters", ""), ("reason", "demand 17"),
        ("sections", "who"), ("sections", "what"),
    ]

    /// A server that knows five events of alice and one of whoever erases.
    private static func with(
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let dpo = try await server.cookie(of: server.addUser("dpo", [.erase]))
        var events: [EncodedEvent] = []
        for name in ["alice", "alice", "alice", "alice", "alice", "dpo"] {
            var draft = Event.Draft(.page(PageDetail(path: "/of/\(name)")))
            draft.actor = Event.Actor(type: .user, id: name, isVerified: true)
            let time = TestServer.now.advanced(by: .seconds(-60))
            events.append(EncodedEvent(try Event(draft, tenant: .default, now: time), stated: []))
        }
        _ = try await server.store.append(AppendRequest(events))
        server.clock.advance(by: .seconds(60))
        try await server.run { client in
            try await body(server, client, dpo)
        }
    }

    @Test func `counts first, erases when that is confirmed, and shows what became of it`()
        async throws
    {
        try await Self.with { server, client, dpo in
            let first = try await client.submit(Self.path, Self.order, dpo)
            #expect(first.status == 200, "\(first.text)")
            #expect(first.text.contains("Erase 5 events"))
            #expect(first.text.contains("What cannot be reached"))
            #expect(first.text.contains("who, what"))
            #expect(first.text.contains("Backups"))
            #expect(await server.store.erasures().isEmpty)
            let unticked = try await client.form(Self.path, first.hidden, dpo)
            #expect(unticked.status == 400)
            #expect(unticked.text.contains("Erase 5 events"))
            #expect(await server.store.erasures().isEmpty)
            let confirmed = unticked.hidden + [("understood", "true")]
            let done = try await client.form(Self.path, confirmed, dpo)
            #expect(done.status == 303, "\(done.text)")
            #expect(done.location?.contains("alice") == false)
            let erasure = try #require(await server.store.erasures().first)
            #expect(erasure.outcome.count == 5 && erasure.finishedAt != nil)
            let page = "/dashboard/erasures/\(erasure.id)"
            let shown = try await client.get(page, dpo.and(done.cookies))
            #expect(shown.text.contains("5 events were erased."))
            #expect(shown.text.contains("Not reached"))
            #expect(!shown.text.contains("alice"))
            let events = await server.events()
            #expect(events.prefix(5).allSatisfy { $0.sections.what?.text == nil })
            #expect(events.last?.text(.who).contains("dpo") == true)
            #expect(events.last?.header.action.name == "erasure.completed")
        }
    }

    @Test func `counts anew what is confirmed too late, or is not what was counted`() async throws {
        try await Self.with { server, client, dpo in
            let first = try await client.submit(Self.path, Self.order, dpo)
            let ticked = [("understood", "true")]
            let other = first.hidden.map { $0.0 == "reason" ? ($0.0, "demand 18") : $0 }
            let answer = try await client.form(Self.path, other + ticked, dpo)
            #expect(answer.status == 400)
            #expect(answer.notes.contains { $0.contains("Nothing was done") })
            server.clock.advance(by: .seconds(601))
            let late = try await client.form(Self.path, first.hidden + ticked, dpo)
            #expect(late.status == 400)
            #expect(late.text.contains("Erase 5 events"))
            #expect(await server.store.erasures().isEmpty)
        }
    }

    @Test func `lets nobody erase what they did themselves`() async throws {
        try await Self.with { server, client, dpo in
            let own = Self.order.map { $0.0 == "actor_id" ? ($0.0, "dpo") : $0 }
            let answer = try await client.submit(Self.path, own, dpo)
            #expect(answer.status == 400)
            #expect(answer.notes.contains { $0.contains("Somebody else has to erase them") })
            let lines = [("filters", "path=/of/dpo"), ("filters.kind", "page")]
            let filtered = lines + [("reason", "demand 17"), ("sections", "who")]
            let other = try await client.submit(Self.path, filtered, dpo)
            #expect(other.status == 400)
            #expect(await server.store.erasures().isEmpty)
        }
    }

    @Test func `says beside the fields what is wrong`() async throws {
        try await Self.with { _, client, dpo in
            let both = try await client.submit(
                Self.path,
                Self.order + [("filters.object_id", "7")],
                dpo
            )
            #expect(both.fieldErrors.contains { $0.contains("exclude each other") })
            let telling = Self.order.map { $0.0 == "reason" ? ($0.0, "for alice") : $0 }
            let named = try await client.submit(Self.path, telling, dpo)
            #expect(named.fieldErrors.contains { $0.contains("must not say whom") })
            let none = Self.order.filter { $0.0 != "sections" }
            let answer = try await client.submit(Self.path, none, dpo)
            #expect(answer.fieldErrors.contains { $0.contains("One or more of who") })
            let nobody = Self.order.filter { $0.0 != "actor_id" }
            let empty = try await client.submit(Self.path, nobody, dpo)
            #expect(empty.fieldErrors.contains { $0.contains("required") })
        }
    }

    @Test func `says that a hold is in the way`() async throws {
        try await Self.with { server, client, dpo in
            await server.store.add(
                LegalHold(
                    id: RouteTable.hold,
                    tenant: .default,
                    filters: ["user_id": "alice"],
                    reason: "case 1",
                    createdBy: "root",
                    createdAt: TestServer.now
                )
            )
            let first = try await client.submit(Self.path, Self.order, dpo)
            #expect(first.text.contains("nothing will be erased"))
            let ticked = first.hidden + [("understood", "true")]
            let refused = try await client.form(Self.path, ticked, dpo)
            #expect(refused.status == 400)
            #expect(refused.notes.contains { $0.contains("legal hold") })
            #expect(await server.store.erasures().isEmpty)
        }
    }
}
