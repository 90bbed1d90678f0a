import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct DestinationRoutesTests {
    private static let path = DestinationFixture.path

    @Test func `keeps what a client says, by the seed's names, and shows no password`() async throws
    {
        let fixture = try DestinationFixture()
        try await fixture.run { client, cookie in
            let made = try await client.post(Self.path, DestinationFixture.whole, cookie)
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.json["id"].text)
            let text = """
                {"id":"\(id)","name":"logs-1","engine":"postgresql","host":"db.example.com",\
                "port":5432,"database_name":"logs","username":"trail","has_password":true,\
                "route_for":"all","is_primary":false,"is_active":true,"is_readonly":false,\
                "tenant_id":"default","connection_options":{},"last_health_check":null,\
                "is_healthy":null,"health_error":null,"created_at":"2026-11-21T02:38:40.118744Z",\
                "updated_at":"2026-11-21T02:38:40.118744Z"}
                """
            #expect(made.text == text)
            #expect(try await client.get(Self.path + id, cookie).text == text)
            let list = try await client.get(Self.path, cookie)
            #expect(list.text.hasSuffix(#""results":[\#(text)]}"#))
            #expect(list.json["count"].number == 1)
            // A client may send back what it has read.
            #expect(try await client.put(Self.path + id, text, cookie).text == text)
        }
        let stored = try #require(await fixture.stored)
        #expect(try fixture.vault.password(of: stored) == "hunter2")
        #expect(stored.revision == 0)
    }

    @Test func `seals every change, without the password`() async throws {
        let fixture = try DestinationFixture()
        try await fixture.run { client, cookie in
            let made = try await client.post(Self.path, DestinationFixture.whole, cookie)
            let path = Self.path + (made.json["id"].text ?? "")
            _ = try await client.patch(path, #"{"password":"swordfish"}"#, cookie)
            _ = try await client.patch(path, #"{"is_active":false,"name":"old"}"#, cookie)
            #expect(try await client.patch(path, #"{"name":"old"}"#, cookie).status == 200)
            #expect(try await client.delete(path, cookie).status == 204)
            #expect(try await client.get(path, cookie).status == 404)
        }
        let events = await fixture.server.events()
        #expect(
            events.map(\.header.action.name) == [
                "destination.destination_created", "destination.destination_changed",
                "destination.destination_changed", "destination.destination_deleted",
            ]
        )
        #expect(events[1].text(.what).contains(#""changed":["password"]"#))
        #expect(events[2].text(.what).contains(#""changed":["name","is_active"]"#))
        for event in events {
            #expect(event.text(.who).contains("manager"))
            for secret in ["hunter2", "swordfish", "\"password\":"] {
                #expect(!event.text(.what).contains(secret))
            }
        }
    }

    @Test(arguments: [
        (#""engine":"mysql""#, "engine"), (#""engine":"oracle""#, "engine"),
        (#""engine":"sqlite""#, "engine"), (#""host":"other.example.com""#, "host"),
        (#""host":"127.0.0.1""#, "host"), (#""host":"localhost""#, "host"),
        (#""host":"a b""#, "host"), (#""port":0"#, "port"), (#""port":"5432""#, "port"),
        (#""route_for":"crud""#, "route_for"), (#""is_readonly":true"#, "is_readonly"),
        (#""connection_options":{"a":1}"#, "connection_options"), (#""name":"""#, "name"),
        (#""tenant_id":"Not A Tenant""#, "tenant_id"), (#""colour":"red""#, "colour"),
        (#""database_name":"a\u0007b""#, "database_name"), (#""is_active":1"#, "is_active"),
    ])
    func `refuses what cannot be used, naming the field`(
        change: String,
        field: String
    ) async throws {
        let fixture = try DestinationFixture()
        try await fixture.run { client, cookie in
            let made = try await client.post(Self.path, DestinationFixture.whole, cookie)
            let path = Self.path + (made.json["id"].text ?? "")
            let changed = try await client.patch(path, "{\(change)}", cookie)
            #expect(changed.status == 400, "\(changed.text)")
            #expect(changed.errors.keys.contains(field), "\(changed.text)")
            let key = change.prefix { $0 != ":" }
            var fields = DestinationFixture.whole.dropFirst().dropLast().split(separator: ",")
            fields.removeAll { $0.hasPrefix(key) }
            let body = "{" + (fields.map { String($0) } + [change]).joined(separator: ",") + "}"
            let another = try await client.post(Self.path, body, cookie)
            #expect(another.status == 400, "\(another.text)")
            #expect(another.errors.keys.contains(field), "\(another.text)")
        }
        #expect(await fixture.server.events().count == 1)
    }

    @Test func `names what is lacking, and says which engines there are`() async throws {
        let fixture = try DestinationFixture()
        try await fixture.run { client, cookie in
            let empty = try await client.post(Self.path, "{}", cookie)
            #expect(Set(empty.errors.keys) == ["name", "engine", "database_name"])
            let other = try await client.post(
                Self.path,
                #"{"name":"x","engine":"mongodb","database_name":"x"}"#,
                cookie
            )
            #expect(
                other.errors["engine"]
                    == "This server cannot use mongodb as a destination; it can use: postgresql."
            )
        }
        let bare = try TestServer()
        let secret = try await bare.token([.admin])
        try await bare.run { client in
            let answer = try await client.post(
                Self.path,
                #"{"name":"x","engine":"sqlite","database_name":"x.sqlite"}"#,
                token: secret
            )
            #expect(answer.errors["engine"]?.contains("no destinations") == true)
        }
    }

    @Test func `forgets the password when host, port or engine change`() async throws {
        for change in [#"{"host":"::1"}"#, #"{"port":5433}"#, #"{"port":null}"#] {
            let fixture = try DestinationFixture()
            try await fixture.run { client, cookie in
                let made = try await client.post(Self.path, DestinationFixture.whole, cookie)
                let path = Self.path + (made.json["id"].text ?? "")
                let renamed = try await client.patch(path, #"{"database_name":"x"}"#, cookie)
                #expect(renamed.json["has_password"].flag == true)
                let moved = try await client.patch(path, change, cookie)
                #expect(moved.json["has_password"].flag == false, "\(moved.text)")
                #expect(await fixture.stored?.login.password == nil)
                let back = try await client.put(path, DestinationFixture.whole, cookie)
                #expect(back.json["has_password"].flag == true)
                let none = try await client.patch(path, #"{"password":null}"#, cookie)
                #expect(none.json["has_password"].flag == false)
            }
        }
    }

    @Test func `leaves other tenants' destinations alone`() async throws {
        let fixture = try DestinationFixture()
        try await fixture.run(tenant: "other") { client, cookie in
            let foreign = Destination(
                id: EventID.random(at: TestServer.now),
                name: "logs-1",
                place: Destination.Place(engine: .postgresql, database: "x"),
                route: Destination.Route(tenant: .default),
                createdAt: TestServer.now
            )
            try await fixture.server.store.add(foreign)
            let path = Self.path + foreign.id.description
            #expect(try await client.get(Self.path, cookie).json["count"].number == 0)
            #expect(try await client.get(path, cookie).status == 404)
            #expect(try await client.patch(path, "{}", cookie).status == 404)
            #expect(try await client.post(path + "/health_check", "{}", cookie).status == 404)
            #expect(try await client.delete(path, cookie).status == 404)
            let asked = try await client.get(Self.path + "?tenant_id=default", cookie)
            #expect(asked.status == 403)
            let body = DestinationFixture.whole.dropLast() + #","tenant_id":"default"}"#
            #expect(try await client.post(Self.path, String(body), cookie).status == 403)
            let everybody = DestinationFixture.whole.dropLast() + #","tenant_id":null}"#
            #expect(try await client.post(Self.path, String(everybody), cookie).status == 403)
            let own = try await client.post(Self.path, DestinationFixture.whole, cookie)
            #expect(own.json["tenant_id"].text == "other")
        }
    }

    @Test func `lets a superuser decide for all, and filters`() async throws {
        let fixture = try DestinationFixture()
        try await fixture.run(isSuperuser: true) { client, cookie in
            let made = try await client.post(Self.path, DestinationFixture.whole, cookie)
            #expect(made.json["tenant_id"] == .null)
            let twin = try await client.post(Self.path, DestinationFixture.whole, cookie)
            #expect(twin.status == 409)
            let place = DestinationFixture.whole.replacing("logs-1", with: "logs-2")
            #expect(try await client.post(Self.path, place, cookie).status == 409)
            for (query, count) in [
                ("", 1), ("?engine=postgresql", 1), ("?engine=mysql", 0),
                ("?engine__in=mysql,postgresql", 1), ("?is_active=false", 0),
                ("?is_primary=false", 1), ("?route_for=all", 1), ("?tenant_id=acme", 0),
                ("?page=1&page_size=1", 1),
            ] {
                let list = try await client.get(Self.path + query, cookie)
                #expect(list.json["count"].number == Int64(count), "\(query)")
            }
            for query in ["?engine=x", "?route_for=crud", "?colour=red", "?is_active=x"] {
                #expect(try await client.get(Self.path + query, cookie).status == 400, "\(query)")
            }
        }
    }

    @Test func `asks the routing, and tells it of every change`() async throws {
        let routing = ScriptedRouting()
        let fixture = try DestinationFixture(routing: routing)
        try await fixture.run { client, cookie in
            let made = try await client.post(Self.path, DestinationFixture.whole, cookie)
            let path = Self.path + (made.json["id"].text ?? "")
            #expect(routing.reloads == 1)
            routing.object("A ledger is there.")
            let refused = try await client.delete(path, cookie)
            #expect(refused.status == 409)
            #expect(refused.json["detail"].text == "A ledger is there.")
            #expect(try await client.patch(path, #"{"name":"x"}"#, cookie).status == 409)
            #expect(routing.reloads == 1)
        }
        #expect(await fixture.server.events().count == 1)
    }
}
