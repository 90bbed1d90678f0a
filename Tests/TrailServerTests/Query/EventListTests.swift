import HTTPTypes
import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct EventListTests {
    /// A server with `count` page views, a second apart, and a token that reads.
    private func server(
        pages count: Int,
        _ configure: (inout TrailServerConfiguration) -> Void = { _ in }
    ) async throws -> (TestServer, token: String) {
        let server = try TestServer(configure)
        let ingest = try await server.token([.ingest], name: "writer")
        let token = try await server.token([.read])
        try await server.run { client in
            for number in 0..<count {
                let page = Sample.page("/\(number)", number)
                let answer = try await client.post("/api/activity/events/", page, token: ingest)
                #expect(answer.status == 201)
                server.clock.advance(by: .seconds(1))
            }
        }
        // The recorder has run and does not run again; what reads needs none.
        return (server, token)
    }

    private func paths(_ answer: Answer) -> [String] {
        answer.json["results"].elements.compactMap { $0["path"].text }
    }

    /// Path and query of an address that the server gave.
    private func local(_ url: JSON) throws -> String {
        let text = try #require(url.text)
        #expect(text.hasPrefix("http://localhost/"))
        return String(text.dropFirst("http://localhost".count))
    }

    @Test func `gives up a page number that takes too long to reach`() async throws {
        let query = EventQuery(tenant: .default, limit: 2)
        let walk = try PageWalk(to: 3, of: query)
        await #expect(throws: Problem.self) { try await walk.page(in: EndlessReader()) }
    }

    @Test func `has the seed's envelope and an event's flat fields`() async throws {
        let (server, token) = try await self.server(pages: 1)
        let event = try #require(await server.events().first)
        let answer = try await server.get("/api/activity/page-events/", token: token)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(
            answer.text.hasPrefix(#"{"count":1,"next":null,"previous":null,"results":[{"id":""#)
        )
        let result = answer.json["results"][0]
        #expect(result["id"].text == Sample.id(0))
        #expect(result["path"].text == "/0")
        #expect(result["kind"].text == "page")
        #expect(result["datetime"].text == "2026-11-21T02:38:40.118744Z")
        #expect(result["integrity_hash"].text == event.leaf.hex)
        #expect(result["is_tampered"].flag == false)
        #expect(result["user"] == .null)
        #expect(result["actor"]["verified"].flag == false)
        #expect(answer.link == nil)
    }

    @Test func `is walked by next and previous without a gap or a repetition`() async throws {
        let (server, token) = try await self.server(pages: 7)
        var url = "/api/activity/events/?page_size=3&ordering=-datetime"
        var seen: [[String]] = []
        var previous: [String?] = []
        while true {
            let answer = try await server.get(url, token: token)
            #expect(answer.json["count"].number == 7)
            seen.append(self.paths(answer))
            previous.append(answer.json["previous"].text)
            guard answer.json["next"] != .null else { break }
            url = try self.local(answer.json["next"])
            #expect(url.hasPrefix("/api/activity/events/?page_size=3&ordering=-datetime&cursor="))
            #expect(answer.link?.contains("rel=\"next\"") == true)
        }
        #expect(seen == [["/6", "/5", "/4"], ["/3", "/2", "/1"], ["/0"]])
        #expect(previous[0] == nil)
        let back = try await server.get(
            try self.local(.string(try #require(previous[2]))),
            token: token
        )
        #expect(self.paths(back) == ["/3", "/2", "/1"])
    }

    @Test func `stays the same while events arrive`() async throws {
        let (server, token) = try await self.server(pages: 4)
        let first = try await server.get("/api/activity/events/?page_size=2", token: token)
        var samples = SampleEvents(seed: 1, time: TestServer.now.advanced(by: .seconds(60)))
        _ = try await server.store.append(AppendRequest([samples.event()]))
        let second = try await server.get(try self.local(first.json["next"]), token: token)
        #expect(self.paths(first) == ["/3", "/2"])
        #expect(self.paths(second) == ["/1", "/0"])
    }

    @Test func `counts pages for whoever asks by number`() async throws {
        let (server, token) = try await self.server(pages: 5)
        func page(_ number: String) async throws -> Answer {
            try await server.get(
                "/api/activity/page-events/?page_size=2&page=\(number)",
                token: token
            )
        }
        #expect(self.paths(try await page("1")) == ["/4", "/3"])
        let second = try await page("2")
        #expect(self.paths(second) == ["/2", "/1"])
        #expect(self.paths(try await page("3")) == ["/0"])
        #expect(try self.local(second.json["next"]).contains("cursor="))
        #expect(try !self.local(second.json["next"]).contains("page=2"))
        let beyond = try await page("4")
        #expect(beyond.status == 404)
        #expect(beyond.json["detail"].text == "Invalid page.")
        for wrong in ["0", "-1", "x", "1.5", ""] {
            let answer = try await page(wrong)
            #expect(answer.status == 400)
            #expect(answer.errors.keys.sorted() == ["page"])
        }
        for far in ["5002", "999999999"] {
            let answer = try await page(far)
            #expect(answer.status == 400)
            #expect(answer.errors["page"]?.contains("cursor") == true)
        }
    }

    @Test func `answers an empty list`() async throws {
        let (server, token) = try await self.server(pages: 0)
        let answer = try await server.get("/api/activity/crud-events/?page=1", token: token)
        #expect(answer.text == #"{"count":0,"next":null,"previous":null,"results":[]}"#)
        #expect(
            try await server.get("/api/activity/crud-events/?page=2", token: token).status == 404
        )
    }

    @Test func `shows only the kind of the list`() async throws {
        let (server, token) = try await self.server(pages: 2)
        let pages = try await server.get("/api/activity/page-events/", token: token)
        let logins = try await server.get("/api/activity/login-events/", token: token)
        let kinds = try await server.get("/api/activity/events/?kind=login,crud", token: token)
        #expect(pages.json["count"].number == 2)
        #expect(logins.json["count"].number == 0)
        #expect(kinds.json["count"].number == 0)
    }

    @Test(arguments: [
        "nonsense=1", "page_size=0", "page_size=1001", "page_size=x", "date_from=yesterday",
        "last_hours=abc", "last_hours=1e12", "cursor=abc", "cursor=", "ordering=url",
        "tenant_id=A%20B", "remote_ip=x", "page=1&cursor=x", "page_size=1&page_size=2", "a=%zz",
        "outcome=good",
    ])
    func `answers 400 to a parameter that is unknown or wrong`(query: String) async throws {
        let (server, token) = try await self.server(pages: 0)
        let answer = try await server.get("/api/activity/page-events/?" + query, token: token)
        #expect(answer.status == 400)
        #expect(answer.headers[.contentType] == "application/problem+json")
    }

    @Test func `gives addresses under the public URL`() async throws {
        let (server, token) = try await self.server(pages: 2) {
            $0.http.publicURL = PublicURL("https://trail.example/")
        }
        let answer = try await server.get("/api/activity/events/?page_size=1", token: token)
        let next = try #require(answer.json["next"].text)
        #expect(next.hasPrefix("https://trail.example/api/activity/events/?page_size=1&cursor="))
        #expect(answer.link == "<\(next)>; rel=\"next\"")
    }

    @Test func `shows whoever may see their own events only those, and only verified ones`()
        async throws
    {
        let server = try TestServer()
        let claimed = Event.Actor(type: .user, id: "ada")
        let verified = Event.Actor(type: .user, id: "ada", isVerified: true)
        let other = Event.Actor(type: .user, id: "bob", isVerified: true)
        let events = try [claimed, verified, other].enumerated().map { number, actor in
            var draft = Event.Draft(.page(PageDetail(path: "/\(number)")), actor: actor)
            draft.id = EventID(Sample.id(number))
            let event = try Event(draft, tenant: .default, now: TestServer.now)
            return EncodedEvent(event, stated: .all)
        }
        _ = try await server.store.append(AppendRequest(events))
        try await server.run(authenticators: [Ada()]) { client in
            let list = try await client.get("/api/activity/events/", token: "ada")
            #expect(list.json["count"].number == 1)
            #expect(self.paths(list) == ["/1"])
            let forged = try await client.get("/api/activity/events/?user_id=bob", token: "ada")
            #expect(forged.json["count"].number == 0)
            for (number, status) in [404, 200, 404].enumerated() {
                for suffix in ["", "sealed/", "verify_integrity/"] {
                    let path = "/api/activity/events/\(Sample.id(number))/\(suffix)"
                    let answer = try await client.get(path, token: "ada")
                    #expect(answer.status == status)
                }
            }
        }
    }

    @Test func `keeps tenants apart, except for superusers`() async throws {
        let server = try TestServer()
        let acme = try TenantID("acme")
        var samples = SampleEvents(seed: 2, time: TestServer.now)
        let event = try samples.event(tenant: acme)
        _ = try await server.store.append(AppendRequest([event]))
        let token = try await server.token([.admin])
        let detail = "/api/activity/events/\(event.header.id)/"
        let own = try await server.get("/api/activity/events/", token: token)
        #expect(own.json["count"].number == 0)
        #expect(try await server.get(detail, token: token).status == 404)
        let named = try await server.get("/api/activity/events/?tenant_id=acme", token: token)
        #expect(named.status == 403)
        #expect(try await server.get(detail + "?tenant_id=acme", token: token).status == 403)
        try await server.run(authenticators: [Ada(isSuperuser: true)]) { client in
            let list = try await client.get("/api/activity/events/?tenant_id=acme", token: "ada")
            #expect(list.json["count"].number == 1)
            let one = try await client.get(detail + "?tenant_id=acme", token: "ada")
            #expect(one.json["tenant"].text == "acme")
        }
    }

    private struct Ada: BearerAuthenticator {
        var isSuperuser = false

        func principal(presenting token: String) async throws -> Principal? {
            Principal(
                id: "ada",
                permissions: [.viewLogs],
                tenant: .default,
                isSuperuser: self.isSuperuser
            )
        }
    }
}

/// A store in which nothing matches, and which never comes to an end.
private struct EndlessReader: EventReader {
    func page(_ query: EventQuery) async throws -> EventPage {
        let cursor = EventCursor(
            time: TestServer.now,
            index: 0,
            direction: .forward,
            ledgerSize: 1
        )
        return EventPage(events: [], next: cursor, previous: nil)
    }

    func count(_ query: EventQuery, limit: Int) async throws -> EventCount { EventCount(0) }

    func event(_ id: EventID, tenant: TenantID) async throws -> SealedEvent? { nil }
}
