import HTTPTypes
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird
import TrailTesting

@testable import TrailServer

@Suite struct EventStreamTests {
    private let path = "/api/activity/stream/"

    /// The ids of a stream's events, and the data of each.
    private func events(_ text: String) -> [(id: String, data: JSON)] {
        text.split(separator: "\n\n").compactMap { part in
            let lines = part.split(separator: "\n")
            guard let id = lines.first(where: { $0.hasPrefix("id: ") })?.dropFirst(4),
                let data = lines.first(where: { $0.hasPrefix("data: ") })?.dropFirst(6),
                let json = try? CanonicalJSON(parsing: Array(data.utf8))
            else { return nil }
            return (String(id), json.value)
        }
    }

    /// The body of an answer, without the sizes of its chunks.
    private static func body(_ heard: String) -> String {
        guard let head = heard.firstRange(of: "\r\n\r\n") else { return "" }
        let parts = heard[head.upperBound...].split(
            separator: "\r\n",
            omittingEmptySubsequences: false
        )
        return parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element).joined()
    }

    private func open(_ path: String, _ token: String, _ more: [String] = []) -> String {
        (["GET \(path) HTTP/1.1", "Host: a", "Authorization: Bearer \(token)"] + more)
            .joined(separator: "\r\n") + "\r\n\r\n"
    }

    @Test func `replays what lists show, event by event`() async throws {
        let server = try TestServer()
        try await server.fill(30)
        let token = try await server.token([.read])
        try await server.run { client in
            let answer = try await client.get(self.path + "?after=start&follow=0", token: token)
            #expect(answer.status == 200)
            #expect(answer["Content-Type"] == "text/event-stream")
            #expect(answer["Cache-Control"] == "no-store")
            #expect(answer["X-Accel-Buffering"] == "no")
            let listed = try await client.get(
                "/api/activity/events/?ordering=ledger_index&page_size=100",
                token: token
            )
            let streamed = self.events(answer.text)
            #expect(streamed.map(\.data) == listed.json["results"].elements)
            #expect(streamed.map(\.id) == (0..<30).map { String($0) })
            #expect(!answer.text.contains("event:"))
            #expect(answer.text.hasSuffix("id: 29\n\n"))
        }
    }

    @Test func `goes on behind Last-Event-ID, which goes before after`() async throws {
        let server = try TestServer()
        try await server.fill(10)
        let token = try await server.token([.read])
        try await server.run { client in
            let path = self.path + "?follow=false&after=2"
            let first = try await client.get(path, token: token)
            #expect(self.events(first.text).map(\.id) == (3..<10).map { String($0) })
            var headers = HTTPFields()
            headers[.lastEventID] = "7"
            let second = try await client.get(path, token: token, headers)
            #expect(self.events(second.text).map(\.id) == ["8", "9"])
        }
    }

    @Test func `names events after their kinds when asked to, and filters as lists do`()
        async throws
    {
        let server = try TestServer()
        try await server.fill(60)
        let token = try await server.token([.read])
        try await server.run { client in
            for filter in ["kind=login", "kind=crud,page&outcome=success", "search=a*"] {
                let query = "?follow=0&after=start&named=1&\(filter)"
                let answer = try await client.get(self.path + query, token: token)
                let listed = try await client.get(
                    "/api/activity/events/?ordering=ledger_index&page_size=100&\(filter)",
                    token: token
                )
                let ids = self.events(answer.text).compactMap { $0.data["id"].text }
                #expect(ids == listed.ids)
                #expect(answer.text.contains("event: ") == !ids.isEmpty)
            }
        }
    }

    @Test(arguments: [
        ("after=x", "after"), ("after=-1", "after"), ("after=10", "after"),
        ("after=1&after=2", "after"),
        ("follow=maybe", "follow"), ("named=2", "named"), ("page=1", "page"),
        ("ordering=datetime", "ordering"), ("cursor=abc", "cursor"), ("page_size=10", "page_size"),
        ("user=1&nonsense=1", "nonsense"), ("kind=nothing", "kind"),
    ])
    func `says what a stream does not take`(query: String, field: String) async throws {
        let server = try TestServer()
        try await server.fill(10)
        let token = try await server.token([.read])
        try await server.run { client in
            let answer = try await client.get(self.path + "?" + query, token: token)
            #expect(answer.status == 400)
            #expect(answer.errors[field] != nil, "\(answer.text)")
        }
    }

    @Test func `refuses a Last-Event-ID that is none`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.run { client in
            var headers = HTTPFields()
            headers[.lastEventID] = "0193a4b5"
            let answer = try await client.get(self.path, token: token, headers)
            #expect(answer.errors["Last-Event-ID"] != nil)
        }
    }

    @Test func `shows whoever sees only its own events no others, and no other tenant`()
        async throws
    {
        let server = try TestServer()
        let other = try TenantID("other")
        try await server.fill(80)
        try await server.fill(5, tenant: other)
        let ada = try await server.addUser("alice", [.viewLogs])
        let root = try await server.addUser("root", isSuperuser: true)
        let (own, all) = (try await server.cookie(of: ada), try await server.cookie(of: root))
        try await server.run { client in
            let query = self.path + "?follow=0&after=start"
            let mine = self.events(try await client.get(query, own).text)
            let listed = try await client.get(
                "/api/activity/events/?ordering=ledger_index&page_size=100",
                own
            )
            #expect(mine.compactMap { $0.data["id"].text } == listed.ids)
            #expect(!mine.isEmpty)
            #expect(mine.allSatisfy { $0.data["user"].text == "alice" })
            let foreign = try await client.get(query + "&tenant_id=other", own)
            #expect(foreign.status == 403)
            let theirs = self.events(try await client.get(query + "&tenant_id=other", all).text)
            #expect(theirs.count == 5)
            #expect(theirs.allSatisfy { $0.data["tenant"].text == "other" })
        }
    }

    @Test func `is not there when streams are switched off`() async throws {
        let server = try TestServer { $0.streaming.isEnabled = false }
        let token = try await server.token([.read])
        try await server.run { client in
            for path in [self.path, "/ws/activity/"] {
                let answer = try await client.get(path, token: token)
                #expect(answer.status == 404)
                #expect(answer.problem == "not-found")
                #expect(answer.json["detail"].text?.contains("stream.enabled") == true)
            }
        }
    }

    @Test func `HEAD tells of the stream and ends`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.run { client in
            let answer = try await client.send(.head, self.path, token: token)
            #expect(answer.status == 200)
            #expect(answer["Content-Type"] == "text/event-stream")
            #expect(answer.bytes.isEmpty)
        }
    }

    @Test func `tells of an event as it is stored, uncompressed whatever the client takes`()
        async throws
    {
        let server = try TestServer()
        let reader = try await server.token([.read])
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let browser = ["Accept: text/event-stream", "Accept-Encoding: gzip"]
                try await conversation.say(self.open(self.path, reader, browser))
                try await conversation.listen(until: ": connected")
                #expect(!conversation.heard.lowercased().contains("content-encoding"))
                var draft = Event.Draft(.page(PageDetail(path: "/live")))
                draft.id = EventID(Sample.id(7))
                _ = try await server.recorder.recordDurably(draft)
                try await conversation.listen(until: Sample.id(7))
                #expect(conversation.heard.contains("id: 0\ndata: {"))
            }
        }
    }

    @Test func `hears what another process has written`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(self.open(self.path, token))
                try await conversation.listen(until: ": connected")
                // Not through the recorder: nobody wakes the feed.
                try await server.fill(3)
                try await conversation.listen(until: "id: 2\ndata: ")
            }
        }
    }

    @Test func `a server that stops lets its clients go, with the place and when to come back`()
        async throws
    {
        let server = try TestServer()
        try await server.fill(4)
        let token = try await server.token([.read])
        let heard = try await server.stop { conversation, ready in
            try await conversation.say(self.open(self.path, token))
            try await conversation.listen(until: ": connected")
            ready()
            await conversation.listenToTheEnd()
            return conversation.heard
        }
        #expect(heard.contains(": the server restarts\nretry: "))
        #expect(heard.contains("id: 3\n\n"))
        #expect(heard.hasSuffix("0\r\n\r\n"))
    }

    @Test func `ends for a token that was revoked, and skips nothing that was not said`()
        async throws
    {
        let server = try TestServer { $0.streaming.recheck = .milliseconds(50) }
        let token = try await server.token([.read], name: "reader")
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(self.open(self.path, token))
                try await conversation.listen(until: ": connected")
                _ = await server.store.revokeToken(named: "reader", at: TestServer.now)
                // A revoked token stops within two seconds, whatever it is used for.
                try await Task.sleep(for: .milliseconds(2_100))
                try await server.fill(1)
                await conversation.listenToTheEnd()
                #expect(conversation.heard.contains(": sign in again\n"))
                #expect(!conversation.heard.contains("data:"))
                // Who comes back behind this place hears the event.
                let farewell = conversation.heard.split(separator: ": sign in again\n").last
                #expect(farewell?.contains("\nid: start\n\n") == true)
            }
        }
    }

    @Test func `a client that comes back hears what it missed, and no event twice`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.fill(500)
        try await server.run(.live) { client in
            var ids: [String] = []
            var last = "start"
            var total = 500
            for round in 0..<4 {
                let end = min(total - 1, ids.count + 90)
                let more = ["Last-Event-ID: \(last)"]
                let heard = try await RawClient.run(client) { conversation in
                    try await conversation.say(self.open(self.path, token, more))
                    // Cut off in the middle of whatever comes.
                    try await conversation.listen(until: "id: \(end)\ndata: ")
                    return conversation.heard
                }
                let events = self.events(Self.body(heard))
                ids += events.map(\.id)
                last = ids.last ?? last
                try await server.fill(20, seed: UInt64(round))
                total += 20
            }
            #expect(ids.count >= 4 * 90)
            #expect(ids == (0..<ids.count).map { String($0) })
        }
    }

    @Test func `is recorded as one request that ended well`() async throws {
        let server = try TestServer { $0.ownRequests = ActivityConfiguration() }
        let token = try await server.token([.read])
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(self.open(self.path, token))
                try await conversation.listen(until: ": connected")
            }
            // The client has gone, and the server notices at once.
            let events = try await server.events(.request, atLeast: 1)
            #expect(events[0].text(.what).contains(#""status":200"#))
        }
    }
}
