import HTTPTypes
import MerkleLog
import Testing
import Trail

@testable import TrailServer

@Suite struct EventDetailPageTests {
    private static func add(_ server: TestServer) async throws -> SealedEvent {
        let detail = CRUDDetail(.update, model: "order")
        var draft = Event.Draft(.crud(detail))
        draft.actor = Event.Actor(type: .service, id: "shop", name: "Shop", isVerified: true)
        draft.actor?.onBehalfOf = Event.Represented(type: .user, id: "ada", name: "Ada")
        draft.targets = [Event.Target(type: "order", id: "4 2", label: "Order 42")]
        draft.changes = [
            Event.Change(
                field: "paid",
                old: CanonicalJSON(false),
                new: CanonicalJSON(true)
            ),
            Event.Change(field: "total", old: CanonicalJSON(12), new: CanonicalJSON("12")),
            Event.Change(field: "note", old: nil, new: CanonicalJSON(nil)),
        ]
        let event = try Event(draft, tenant: .default, now: TestServer.now)
        _ = try await server.store.append(AppendRequest([EncodedEvent(event, stated: [])]))
        return try #require(await server.events().last)
    }

    @Test func `shows who was behind it, what changed and of which type`() async throws {
        let dashboard = try await DashboardServer(events: 5)
        let event = try await Self.add(dashboard.server)
        try await dashboard.run { client, cookie in
            let page = try await client.get("/dashboard/events/\(event.header.id)/", cookie)
            #expect(page.status == 200)
            #expect(page.text.contains(">Shop</a>"))
            #expect(page.text.contains("On behalf of"))
            #expect(page.text.contains(#"href="../../actor/?id=ada">Ada"#))
            #expect(page.text.contains(#"href="../../object/?type=order&amp;id=4%202">Order 42"#))
            #expect(page.text.contains("<del>false</del>"))
            #expect(page.text.contains("<ins>true</ins>"))
            // A number and a text that look alike are told apart.
            #expect(page.text.contains("<del>12</del>"))
            #expect(page.text.contains("<ins>“12”</ins>"))
            #expect(page.text.contains("number → text"))
            // Null is a value, and no value is none.
            #expect(page.text.contains("<ins>null</ins>"))
        }
    }

    @Test func `shows values that JSON itself does not hold, and texts that look like them`()
        async throws
    {
        let dashboard = try await DashboardServer()
        var draft = Event.Draft(.crud(CRUDDetail(.update, model: "order")))
        let digits = "12345678901234567890"
        draft.changes = [
            Event.Change(
                field: "key",
                old: CanonicalJSON(.digits(digits)),
                new: CanonicalJSON(.bytes([0, 1, 2]))
            ),
            Event.Change(
                field: "note",
                old: CanonicalJSON(.string("number:5")),
                new: CanonicalJSON(.string("string:x"))
            ),
        ]
        draft.metadata = ["row": .digits(digits + "9"), "text": "bytes:AAEC"]
        let event = try Event(draft, tenant: .default, now: TestServer.now)
        let request = AppendRequest([EncodedEvent(event, stated: [])])
        _ = try await dashboard.server.store.append(request)
        try await dashboard.run { client, cookie in
            let page = try await client.get("/dashboard/events/\(event.id)/", cookie)
            #expect(page.text.contains("<del>\(digits)</del>"))
            #expect(page.text.contains("<ins>AAEC</ins>"))
            #expect(page.text.contains("number → bytes"))
            #expect(page.text.contains("<del>“number:5”</del>"))
            #expect(page.text.contains("<ins>“string:x”</ins>"))
            #expect(page.text.contains("<code>\(digits)9</code>"))
            #expect(page.text.contains("<code>bytes:AAEC</code>"))
        }
    }

    @Test func `an event says who it was however deep its data is nested`() async throws {
        let dashboard = try await DashboardServer()
        var data = JSON.string("x")
        for _ in 0..<31 { data = ["a": data] }
        var draft = Event.Draft(.page(PageDetail(path: "/deep")))
        draft.actor = Event.Actor(type: .user, id: "mallory", isVerified: true)
        draft.context.ip = "203.0.113.9"
        draft.metadata = CanonicalJSON(data)
        let event = try Event(draft, tenant: .default, now: TestServer.now)
        let request = AppendRequest([EncodedEvent(event, stated: [])])
        _ = try await dashboard.server.store.append(request)
        try await dashboard.run { client, cookie in
            for path in ["events/", "page-events/", "events/\(event.id)/"] {
                let page = try await client.get("/dashboard/" + path, cookie)
                #expect(page.text.contains(">mallory</a>"), "\(path)")
                #expect(page.text.contains(">203.0.113.9</code>"), "\(path)")
                #expect(page.text.contains(">/deep<"), "\(path)")
            }
        }
    }

    @Test func `gives the browser all that it needs to check the proof`() async throws {
        let dashboard = try await DashboardServer(events: 5)
        let event = try await Self.add(dashboard.server)
        let key = try #require(dashboard.server.backend.ledgerKeys?.first)
        try await dashboard.run { client, cookie in
            let page = try await client.get("/dashboard/events/\(event.header.id)/", cookie)
            let sealed = "../../../api/activity/events/\(event.header.id)/sealed/"
            #expect(page.text.contains("data-sealed=\"\(sealed)\""))
            #expect(page.text.contains("data-checkpoint=\"../../../ledger/default/checkpoint/\""))
            #expect(page.text.contains("<li>\(key.keyText)</li>"))
            #expect(page.text.contains("it is what was sealed"))
            let address = "/api/activity/events/\(event.header.id)/sealed/"
            #expect(try await client.get(address, cookie).status == 200)
            #expect(try await client.get("/ledger/default/checkpoint/", cookie).status == 200)
        }
    }

    @Test func `says what was erased, and that the rest is proved`() async throws {
        let dashboard = try await DashboardServer(events: 5)
        let event = try await Self.add(dashboard.server)
        var removal = RemovalRequest(
            tenant: .default,
            query: EventQuery(
                tenant: .default,
                filters: [EventFilter(.actorID, .equals("shop"))]
            ),
            bounds: .init(recordedBefore: TestServer.now.advanced(by: .seconds(60))),
            extent: .sections([.who]),
            actor: Event.Actor(type: .user, id: "root", isVerified: true),
            reason: "asked for"
        )
        removal.manner.isDryRun = false
        _ = try await dashboard.server.store.remove(removal)
        try await dashboard.run { client, cookie in
            let page = try await client.get("/dashboard/events/\(event.header.id)/", cookie)
            #expect(page.text.contains("This part was erased."))
            #expect(page.text.contains(">erased</span>"))
            #expect(!page.text.contains(">Shop<"))
            let list = try await client.get("/dashboard/crud-events/", cookie)
            #expect(list.text.contains(">erased</span>"))
        }
    }

    @Test func `is not there for who may not see it`() async throws {
        let dashboard = try await DashboardServer(permissions: [.viewLogs])
        let event = try await Self.add(dashboard.server)
        try await dashboard.run { client, cookie in
            for id in [event.header.id.description, "x", Sample.id(7)] {
                let page = try await client.get("/dashboard/events/\(id)/", cookie)
                #expect(page.status == 404)
            }
        }
    }
}
