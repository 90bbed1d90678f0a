import HTTPTypes
import Hummingbird
import Testing
import Trail
import TrailTesting

@testable import TrailServer

/// Every route, as everybody.
@Suite struct RouteMatrixTests {
    /// A server of which the default tenant knows an event of each kind, a user and a token, a
    /// retention policy and a legal hold.
    static func server() async throws -> TestServer {
        let server = try TestServer { $0.allowsPurge = true }
        var samples = SampleEvents(seed: 7, time: TestServer.now)
        let events = try Event.Kind.allCases.map { kind in
            var draft = samples.draft(kind)
            draft.id = RouteTable.id(of: kind)
            draft.actor = Event.Actor(type: .user, id: "ada", isVerified: true)
            draft.context.requestID = RouteTable.secret
            return EncodedEvent(
                try Event(draft, tenant: .default, now: TestServer.now),
                stated: []
            )
        }
        _ = try await server.store.append(AppendRequest(events))
        try await server.addUser("ada", [.viewLogs])
        // Somebody who keeps every other superuser from being the last.
        try await server.addUser("root", isSuperuser: true)
        _ = try await server.token([.read])
        try await server.store.add(
            RetentionPolicy(
                id: RouteTable.policy,
                name: "a year",
                scope: RetentionPolicy.Scope(tenant: .default),
                retainDays: 365,
                createdAt: TestServer.now
            )
        )
        await server.store.add(
            LegalHold(
                id: RouteTable.hold,
                tenant: .default,
                filters: ["user_id": "nobody"],
                reason: "case 1",
                createdBy: "root",
                createdAt: TestServer.now
            )
        )
        let destination = Destination(
            id: try #require(EventID(RouteTable.destinationID)),
            name: "logs",
            place: Destination.Place(engine: .sqlite, database: "logs.sqlite"),
            route: Destination.Route(tenant: .default),
            createdAt: TestServer.now
        )
        try await server.store.add(destination)
        let order = Erasure.Order(
            tenant: .default,
            reason: RouteTable.secret,
            actor: Event.Actor(type: .user, id: "root", isVerified: true),
            recordedBefore: TestServer.now
        )
        let erasure = Erasure(
            id: RouteTable.erasure,
            order: order,
            createdAt: TestServer.now,
            subject: .actor(id: "gone", type: nil)
        )
        await server.store.keep(erasure)
        return server
    }

    @Test func `has a row for every route, and a route for every row`() throws {
        let server = try TestServer()
        let router = buildRouter(server.backend, server.configuration)
        let routes = Set(router.routes.map(\.path.description))
        let rows = Set(RouteTable.rows.map(\.path))
        #expect(routes.subtracting(rows).sorted() == [], "add a row to RouteTable")
        #expect(rows.subtracting(routes).sorted() == [], "no such route")
        #expect(rows.count == RouteTable.rows.count)
    }

    @Test func `allows the methods of the table and no others`() async throws {
        let server = try await Self.server()
        try await server.run { client in
            for row in RouteTable.rows {
                let answer = try await client.send(.options, row.sample)
                #expect(answer.status == 204, "\(row.path)")
                let words = answer.headers[.allow]?.split(separator: ",") ?? []
                let allowed = words.map { $0.drop { $0 == " " } }
                #expect(Set(allowed.map { String($0) }) == row.allow, "\(row.path)")
            }
        }
    }

    @Test(arguments: Role.allCases.filter { !$0.isForeign })
    func `lets in who may, and nobody else`(role: Role) async throws {
        let server = try await Self.server()
        try await server.run { client in
            let credentials = try await role.credentials(server)
            for row in RouteTable.rows {
                for (method, need) in row.needs.sorted(by: Self.readingFirst) {
                    let answer = try await client.send(method, row.address, credentials)
                    let place = "\(role) \(method) \(row.path)"
                    if need.admits(role) {
                        #expect(![401, 403].contains(answer.status), "\(place) \(answer.text)")
                        let isMissing = row.path.hasSuffix("xlsx") && !ExportFormat.xlsx.isAvailable
                        #expect(answer.status < 500 || isMissing, "\(place) \(answer.text)")
                    } else {
                        #expect(answer.status == row.refusal(of: role, method), "\(place)")
                        #expect(!answer.text.contains(RouteTable.secret), "\(place)")
                    }
                    guard row.showsEvents, method == .get, answer.status == 200 else { continue }
                    let shows = role.permissions.contains(.viewAllLogs)
                    #expect(answer.text.contains(RouteTable.secret) == shows, "\(place)")
                }
            }
        }
    }

    @Test(arguments: Role.foreign)
    func `shows another tenant nothing, and lets it change nothing`(role: Role) async throws {
        let server = try await Self.server()
        let users = await server.store.users()
        let tokens = await server.store.tokens()
        let destinations = await server.store.destinations()
        try await server.run { client in
            let credentials = try await role.credentials(server)
            // With it, forms come as far as the pages they are of.
            let page = try await client.get("/dashboard/tokens/new", credentials)
            let token = [("form_token", page.formToken ?? "")]
            for row in RouteTable.rows where !row.path.hasSuffix("/session") {
                for (method, need) in row.needs.sorted(by: Self.readingFirst) {
                    let answer =
                        row.isPage && row.path != row.sample && method == .post
                        ? try await client.form(row.sample, token, credentials)
                        : try await client.send(method, row.address, credentials)
                    let place = "\(role) \(method) \(row.path)"
                    #expect(!answer.text.contains(RouteTable.secret), "\(place)")
                    if row.sample.contains("default") || !need.admits(role) {
                        #expect(answer.status == 403, "\(place)")
                    } else if row.path != row.sample, !need.admits(.nobody) {
                        #expect(answer.status == 404, "\(place)")
                    }
                    guard method == .get, case .reading = need else { continue }
                    let path = row.address(of: .default)
                    let other = try await client.send(method, path, credentials)
                    #expect(other.status == 403, "\(place)")
                }
            }
        }
        #expect(await server.store.users().filter { $0.tenant == .default } == users)
        #expect(await server.store.tokens().filter { $0.tenant == .default } == tokens)
        #expect(await server.store.destinations() == destinations)
        let events = await server.events()
        #expect(events.count == Event.Kind.allCases.count, "\(events.last as Any)")
    }

    @Test func `lets superusers name any tenant`() async throws {
        let server = try await Self.server()
        try await server.run { client in
            let user = try await server.addUser(
                "far",
                tenant: try TenantID("other"),
                isSuperuser: true
            )
            let cookie = try await server.cookie(of: user)
            for row in RouteTable.rows where row.showsEvents {
                let own = try await client.get(row.address, cookie)
                #expect(!own.text.contains(RouteTable.secret), "\(row.path)")
                let other = try await client.get(row.address(of: .default), cookie)
                #expect(other.text.contains(RouteTable.secret), "\(row.path)")
            }
        }
    }

    @Test func `shows to each the events that are their own`() async throws {
        let server = try await Self.server()
        let user = try #require(await server.store.user(named: "ada"))
        try await server.run { client in
            let ada = try await server.cookie(of: user)
            let bob = try await server.cookie(of: try await server.addUser("bob", [.viewLogs]))
            for row in RouteTable.rows where row.showsEvents {
                let own = try await client.get(row.address, ada)
                #expect(own.text.contains(RouteTable.secret), "\(row.path)")
                let other = try await client.get(row.address, bob)
                #expect(!other.text.contains(RouteTable.secret), "\(row.path)")
            }
        }
    }

    /// What changes nothing comes first, what takes most away last.
    private static func readingFirst(
        _ one: (key: HTTPRequest.Method, value: Need),
        _ other: (key: HTTPRequest.Method, value: Need)
    ) -> Bool {
        let order: [HTTPRequest.Method] = [.get, .put, .patch, .post, .delete]
        let places = [one.key, other.key].map { order.firstIndex(of: $0) ?? 0 }
        return places[0] < places[1]
    }
}
