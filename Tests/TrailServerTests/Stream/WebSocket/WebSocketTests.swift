import HTTPTypes
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird
import TrailTesting

@testable import TrailServer

@Suite struct WebSocketTests {
    /// A server in which `body` talks on a connection.
    private func run(
        _ server: TestServer,
        _ body: @escaping @Sendable (inout Conversation) async throws -> Void
    ) async throws {
        try await server.run(.live) { client in
            try await RawClient.run(client) { try await body(&$0) }
        }
    }

    /// The close with which a handshake that asks for `path` ends.
    private func close(
        _ client: TestClient,
        _ path: String,
        _ fields: [String] = []
    ) async throws -> ServerFrame? {
        try await RawClient.run(client) { conversation in
            let head = try await conversation.openSocket(path, fields)
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            let close = try await conversation.framesToTheEnd().last
            await conversation.listenToTheEnd()
            return close
        }
    }

    private func bearer(_ token: String) -> [String] { ["Authorization: Bearer \(token)"] }

    @Test func `accepts a handshake, greets, and sends events as they are stored`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.fill(2)
        try await self.run(server) { conversation in
            let head = try await conversation.openSocket("/ws/activity/", self.bearer(token))
            #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
            let fields = head.lowercased()
            #expect(fields.contains("\r\nconnection: upgrade"))
            #expect(fields.contains("\r\nupgrade: websocket"))
            #expect(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
            #expect(!fields.contains("transfer-encoding"))
            #expect(!fields.contains("content-length"))
            let greeting = try await conversation.frame()
            #expect(greeting?.text == #"{"status":"connected","after":"1"}"#)
            var draft = Event.Draft(.page(PageDetail(path: "/x")))
            draft.id = EventID(Sample.id(9))
            _ = try await server.recorder.recordDurably(draft)
            let event = try await conversation.event()
            #expect(event?.contains(Sample.id(9)) == true)
            #expect(event?.contains(#""ledger_index":2"#) == true)
        }
    }

    @Test func `the seed's own snippet works for who is signed in by a cookie`() async throws {
        let server = try TestServer()
        let ada = try await server.addUser("ada", [.viewAllLogs])
        let cookie = try await server.cookie(of: ada)[.cookie] ?? ""
        try await self.run(server) { conversation in
            let fields = ["Cookie: \(cookie)", "Origin: http://trail.example"]
            let head = try await conversation.openSocket("/ws/activity/", fields)
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            try await server.fill(1)
            #expect(try await conversation.event() != nil)
        }
    }

    @Test func `closes 4001 for nobody, 4003 without permission, 4000 for what is not understood`()
        async throws
    {
        let server = try TestServer { $0.streaming.recheck = .milliseconds(1) }
        let ingest = try await server.token([.ingest], name: "ingest")
        let reader = try await server.token([.read], name: "reader")
        try await server.run(.live) { client in
            let path = "/ws/activity/"
            #expect(try await self.close(client, path)?.code == 4_001)
            #expect(try await self.close(client, path, self.bearer(ingest))?.code == 4_003)
            for (query, code) in [
                ("nonsense=1", 4_000), ("after=5", 4_000), ("tenant_id=b", 4_003),
            ] {
                let close = try await self.close(client, path + "?" + query, self.bearer(reader))
                #expect(close?.code == code)
                if code == 4_000 {
                    let field = query.prefix { $0 != "=" }
                    #expect(close?.reason.hasPrefix(field + ": ") == true)
                }
            }
        }
    }

    @Test func `takes a token among the subprotocols, and says it nowhere`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let fields = ["Sec-WebSocket-Protocol: trail, trail.token.\(token)"]
                let head = try await conversation.openSocket("/ws/activity/", fields)
                #expect(head.lowercased().contains("sec-websocket-protocol: trail\r\n"))
                #expect(!head.contains(token))
                #expect(try await conversation.frame()?.text.contains("connected") == true)
            }
            let wrong = ["Sec-WebSocket-Protocol: trail, trail.token.\(token.dropLast(2))xx"]
            #expect(try await self.close(client, "/ws/activity/", wrong)?.code == 4_001)
        }
    }

    @Test func `a page of another origin is refused, unless it is allowed`() async throws {
        let server = try TestServer { $0.allowedOrigins = AllowedOrigins(["https://app.example"]) }
        let ada = try await server.addUser("ada", [.viewAllLogs])
        let cookie = try await server.cookie(of: ada)[.cookie] ?? ""
        try await server.run(.live) { client in
            for (origin, status) in [
                ("https://evil.example", "403"), ("null", "403"), ("https://app.example", "101"),
                ("http://trail.example", "101"), ("http://trail.example:81", "403"),
            ] {
                let head = try await RawClient.run(client) { conversation in
                    let fields = ["Cookie: \(cookie)", "Origin: \(origin)"]
                    return try await conversation.openSocket("/ws/activity/", fields)
                }
                #expect(head.hasPrefix("HTTP/1.1 \(status) "), "\(origin): \(head)")
            }
        }
    }

    @Test func `resumes behind a place, and follows a request for another filter`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.fill(200)
        let logins = await server.events().filter { $0.header.kind == .login }.map(\.index)
        try await self.run(server) { conversation in
            _ = try await conversation.openSocket("/ws/activity?after=190", self.bearer(token))
            for index in 191..<200 {
                #expect(try await conversation.eventIndex() == UInt64(index))
            }
            let request = #"{"filter":{"kind":"login"},"after":"start"}"#
            try await conversation.say(ClientFrame.text(request))
            for index in logins {
                #expect(try await conversation.eventIndex() == index)
            }
        }
    }

    @Test func `answers requests that come at once one after the other`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.fill(60)
        let logins = await server.events().filter { $0.header.kind == .login }.map(\.index)
        try await self.run(server) { conversation in
            _ = try await conversation.openSocket("/ws/activity", self.bearer(token))
            _ = try await conversation.frame()
            try await conversation.say(
                ClientFrame.text(#"{"filter":{"kind":"login"}}"#)
                    + ClientFrame.text(#"{"after":"start"}"#)
            )
            for place in ["59", "start"] {
                let answer = try await conversation.frame()
                #expect(answer?.text == #"{"status":"connected","after":"\#(place)"}"#)
            }
            for index in logins { #expect(try await conversation.eventIndex() == index) }
        }
    }

    @Test func `says what it does not understand, and goes on`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.fill(3)
        try await self.run(server) { conversation in
            _ = try await conversation.openSocket("/ws/activity", self.bearer(token))
            _ = try await conversation.frame()
            for text in [
                "hello", "{}", "[]", #"{"filter":{"nonsense":"1"}}"#, #"{"filter":{"kind":[]}}"#,
                #"{"after":"x"}"#, #"{"after":99}"#, #"{"filter":{"page":"1"}}"#, #"{"x":1}"#,
            ] {
                try await conversation.say(ClientFrame.text(text))
                let answer = try await conversation.frame()
                #expect(
                    answer?.text.hasPrefix(#"{"status":"refused","problem":{"#) == true,
                    "\(text)"
                )
            }
            try await server.fill(1)
            #expect(try await conversation.event() != nil)
        }
    }

    @Test func `answers a ping with its payload, and a close with its code`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await self.run(server) { conversation in
            _ = try await conversation.openSocket("/ws/activity", self.bearer(token))
            _ = try await conversation.frame()
            try await conversation.say(ClientFrame.bytes(0x9, Array("ping".utf8)))
            let pong = try await conversation.frame()
            #expect(pong == ServerFrame(opcode: 0xA, payload: Array("ping".utf8)))
            try await conversation.say(ClientFrame.bytes(0x8, [0x03, 0xE9]))
            #expect(try await conversation.frame()?.code == 1_001)
            #expect(try await conversation.frame() == nil)
        }
    }

    @Test(arguments: WebSocketParserTests.faults.indices)
    func `closes as RFC 6455 says when a rule is broken`(place: Int) async throws {
        let (bytes, code) = WebSocketParserTests.faults[place]
        let server = try TestServer()
        let token = try await server.token([.read])
        try await self.run(server) { conversation in
            _ = try await conversation.openSocket("/ws/activity", self.bearer(token))
            try await conversation.say(bytes)
            let close = try await conversation.framesToTheEnd().last
            #expect(close?.code == Int(code))
            #expect(try await conversation.frame() == nil)
        }
    }

    @Test func `pings, says how far it is, and gives up who is not there`() async throws {
        var feed = FeedConfiguration()
        feed.poll = .milliseconds(5)
        feed.heartbeat = .milliseconds(30)
        let server = try TestServer(feed: feed)
        let token = try await server.token([.read])
        try await server.fill(5)
        try await self.run(server) { conversation in
            _ = try await conversation.openSocket("/ws/activity", self.bearer(token))
            let frames = try await conversation.framesToTheEnd()
            #expect(frames.contains { $0.opcode == 0x9 })
            #expect(frames.contains { $0.text == #"{"status":"position","after":"4"}"# })
            #expect(frames.last?.code == 1_001)
        }
    }

    @Test func `a server that stops closes 1012 and says where to go on`() async throws {
        let server = try TestServer()
        try await server.fill(2)
        let token = try await server.token([.read])
        let close = try await server.stop { conversation, ready in
            _ = try await conversation.openSocket("/ws/activity", self.bearer(token))
            _ = try await conversation.frame()
            ready()
            return try await conversation.framesToTheEnd().last
        }
        #expect(close?.code == 1_012)
        #expect(close?.reason == "the server restarts; go on after 1")
    }

    @Test func `is recorded as one request with status 101`() async throws {
        let server = try TestServer { $0.ownRequests = ActivityConfiguration() }
        let token = try await server.token([.read], name: "reader")
        try await self.run(server) { conversation in
            let fields = ["Sec-WebSocket-Protocol: trail, trail.token.\(token)"]
            _ = try await conversation.openSocket("/ws/activity/", fields)
            _ = try await conversation.frame()
        }
        let events = await server.events().filter { $0.header.kind == .request }
        #expect(events.count == 1)
        #expect(events.first?.text(.what).contains(#""status":101"#) == true)
        #expect(events.first?.text(.who).contains("token:reader") == true)
        #expect(events.allSatisfy { !$0.text(.what).contains(token) })
    }

    @Test(arguments: ["h2c", "TLS/1.0", "websocket"])
    func `a request for any other upgrade is answered as if it had not asked`(
        name: String
    ) async throws {
        let server = try TestServer()
        let token = try await server.token([.read, .ingest])
        let body = Sample.page("/x")
        let requests = [
            (
                "200",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nUpgrade: \(name)\r\n"
                    + "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"
            ),
            (
                "426",
                "GET /ws/activity/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                    + "Authorization: Bearer \(token)\r\nConnection: close\r\n\r\n"
            ),
            (
                "201",
                "POST /api/activity/events/ HTTP/1.1\r\nHost: a\r\nUpgrade: \(name)\r\n"
                    + "Connection: Upgrade\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer \(token)\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            ),
        ]
        try await server.run(.live) { client in
            for (status, request) in requests {
                let heard = try await RawClient.run(client) { conversation in
                    try await conversation.say(request)
                    await conversation.listenToTheEnd()
                    return conversation.heard
                }
                #expect(heard.hasPrefix("HTTP/1.1 \(status) "), "\(heard)")
            }
        }
    }

    @Test func `a handshake behind another request on its connection is answered in order`()
        async throws
    {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await self.run(server) { conversation in
            try await conversation.say("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
            try await conversation.listen(until: "live")
            conversation.bytes = []
            let head = try await conversation.openSocket("/ws/activity", self.bearer(token))
            #expect(head.hasPrefix("HTTP/1.1 101 "))
        }
    }
}
