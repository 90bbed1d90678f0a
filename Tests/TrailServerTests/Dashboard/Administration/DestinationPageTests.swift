import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct DestinationPageTests {
    private static let list = "/dashboard/databases/"
    private static let fields = [
        ("name", "logs-1"), ("engine", "postgresql"), ("host", "db.example.com"),
        ("port", "5432"), ("database_name", "logs"), ("username", "trail"), ("is_active", "true"),
    ]

    @Test func `adds, changes and deletes a database, and never shows its password`()
        async throws
    {
        let fixture = try DestinationFixture()
        try await fixture.run { client, cookie in
            let secret = [("password", "hunter2")]
            let made = try await client.submit(Self.list + "new", Self.fields + secret, cookie)
            #expect(made.status == 303, "\(made.text)")
            let stored = try #require(await fixture.stored)
            #expect(try fixture.vault.password(of: stored) == "hunter2")
            #expect(stored.route.isActive && !stored.route.isPrimary)
            let path = Self.list + stored.id.description
            let page = try await client.get(path, cookie)
            #expect(page.text.contains("kept, not shown"))
            #expect(!page.text.contains("hunter2"))
            // Nothing entered keeps it; another name is saved.
            let renamed = Self.fields.map { $0.0 == "name" ? ($0.0, "logs-2") : $0 }
            let kept = try await client.submit(path, renamed + [("password", "")], cookie)
            #expect(kept.status == 303)
            #expect(await fixture.stored?.name == "logs-2")
            #expect(await fixture.stored?.login.password == stored.login.password)
            let taken = renamed + [("password", ""), ("without_password", "true")]
            #expect(try await client.submit(path, taken, cookie).status == 303)
            #expect(await fixture.stored?.login.password == nil)
            #expect(try await client.confirm(path + "/delete", cookie).status == 303)
            #expect(await fixture.stored == nil)
            #expect(try await client.get(path, cookie).status == 404)
        }
        #expect(
            await fixture.server.events().map(\.header.action.name) == [
                "destination.destination_created", "destination.destination_changed",
                "destination.destination_changed", "destination.destination_deleted",
            ]
        )
    }

    @Test func `tests a connection before anything is saved`() async throws {
        let fixture = try DestinationFixture()
        try await fixture.run { client, cookie in
            let test = Self.fields + [("password", "hunter2"), ("test", "true")]
            let well = try await client.submit(Self.list + "new", test, cookie)
            #expect(well.status == 200, "\(well.text)")
            #expect(well.notes.contains { $0.contains("The connection works") })
            #expect(well.text.contains(#"value="db.example.com""#))
            #expect(!well.text.contains("hunter2"))
            #expect(await fixture.stored == nil)
            #expect(fixture.engine.targets.first?.password == "hunter2")
            fixture.engine.follow(.fail(TalkativeError()))
            let ill = try await client.submit(Self.list + "new", test, cookie)
            #expect(ill.notes.contains { $0.contains("The connection fails") })
            #expect(!ill.text.contains("/srv/secret"))
            let wrong = test.map { $0.0 == "host" ? ($0.0, "other.example.com") : $0 }
            let refused = try await client.submit(Self.list + "new", wrong, cookie)
            #expect(refused.status == 400)
            #expect(refused.fieldErrors.count == 1)
        }
        #expect(await fixture.server.events().isEmpty)
    }

    @Test func `checks the health of what is saved, and keeps what was found`() async throws {
        let fixture = try DestinationFixture()
        try await fixture.run { client, cookie in
            _ = try await client.submit(Self.list + "new", Self.fields, cookie)
            let id = try #require(await fixture.stored?.id.description)
            let path = Self.list + id
            let token = [("form_token", try await client.get(path, cookie).formToken ?? "")]
            #expect(try await client.form(path + "/health", token, cookie).status == 303)
            #expect(await fixture.stored?.health?.isHealthy == true)
            fixture.engine.follow(.fail(DestinationFault("There is no such database.")))
            let ill = try await client.form(path + "/health", token, cookie)
            let page = try await client.get(path, cookie.and(ill.cookies))
            #expect(page.text.contains("There is no such database."))
            #expect(page.text.contains("not healthy"))
            #expect(try await client.get(Self.list, cookie).text.contains("not healthy"))
        }
    }

    @Test func `says what to do where there are none`() async throws {
        let server = try TestServer()
        let root = try await server.superuser()
        try await server.run { client in
            let page = try await client.get(Self.list, root)
            #expect(page.text.contains("destinations.folder"))
            #expect(!page.text.contains("New database"))
        }
    }
}
