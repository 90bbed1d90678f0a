import HummingbirdTesting
import NIOCore
import Testing
import Trail
import TrailServer

@Suite struct ConnectionTests {
    /// What a live server says to `text` until it closes the connection.
    private func answer(
        to text: String,
        _ configure: (inout TrailServerConfiguration) -> Void = { _ in }
    ) async throws -> String {
        try await TestServer(configure).run(.live) { client in
            try await RawClient.run(client) { conversation in
                // The server may have closed before all of it was said.
                try? await conversation.say(text)
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
    }

    @Test(arguments: [
        "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\u{7F} HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}",
        "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    ])
    func `answers 400 as a problem to what is no HTTP, and closes`(text: String) async throws {
        let answer = try await self.answer(to: text)
        #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(answer.lowercased().contains("content-type: application/problem+json\r\n"))
        #expect(answer.hasSuffix("}"))
        #expect(answer.contains("urn:trail:problem:malformed"))
    }

    @Test(arguments: [
        ("nonsense\r\n\r\n", "400 Bad Request"), ("\u{0}\u{1}\u{2}\r\n", "400 Bad Request"),
        ("GET / HTTP/1.1\r\n\r\n", "400 Bad Request"),
        ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "501 "),
    ])
    func `answers as a problem what comes behind good requests and is none`(
        text: String,
        status: String
    ) async throws {
        let good = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
        let answer = try await self.answer(to: good + good + text)
        let answers = answer.split(separator: "HTTP/1.1 ")
        #expect(answers.count == 3, "\(answer)")
        #expect(answers.prefix(2).allSatisfy { $0.hasPrefix("200 ") })
        #expect(answers.last?.hasPrefix(status) == true)
        #expect(answers.last?.lowercased().contains("application/problem+json\r\n") == true)
        #expect(answer.hasSuffix("}"))
    }

    @Test func `answers 431 to a header field that is too large`() async throws {
        let long = String(repeating: "x", count: 20_000)
        let answer = try await self.answer(to: "GET / HTTP/1.1\r\nX-Long: \(long)\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 431 "))
        #expect(answer.contains("urn:trail:problem:head-too-large"))
    }

    @Test func `answers 431 to very many header fields and to large heads`() async throws {
        let many = (0..<200).map { "X-\($0): y\r\n" }.joined()
        #expect(
            try await self.answer(to: "GET / HTTP/1.1\r\n\(many)\r\n").hasPrefix("HTTP/1.1 431 ")
        )
        let value = String(repeating: "x", count: 10_000)
        let large = (0..<20).map { "X-\($0): \(value)\r\n" }.joined()
        #expect(
            try await self.answer(to: "GET / HTTP/1.1\r\n\(large)\r\n").hasPrefix("HTTP/1.1 431 ")
        )
    }

    @Test func `answers 400 to a body whose chunks cannot be read`() async throws {
        let answer = try await self.answer(
            to: "POST /djaffar/log HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/json\r\n\r\nzz\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains("urn:trail:problem:malformed"))
    }

    @Test func `answers 408 to a body that trickles in`() async throws {
        let server = try TestServer { $0.limits.bodyTime = .milliseconds(50) }
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(
                    "POST /djaffar/log HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
                )
                for _ in 0..<10 {
                    // Fails once the server has had enough.
                    try? await conversation.say("x")
                    try await Task.sleep(for: .milliseconds(30))
                }
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.hasPrefix("HTTP/1.1 408 "))
        #expect(heard.contains("urn:trail:problem:too-slow"))
    }

    @Test(arguments: [
        "", "GET / HT", "POST /djaffar/log HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
    ])
    func `closes a connection on which nothing comes`(text: String) async throws {
        let answer = try await self.answer(to: text) { $0.http.idleTime = .milliseconds(100) }
        #expect(answer.isEmpty)
    }

    @Test func `tells a client that waits to go on, unless its body is too large`() async throws {
        let server = try TestServer { $0.limits.body = 1_000 }
        try await server.run(.live) { client in
            let body = "date=2016-12-29T07:35:22.571Z&path=/"
            @Sendable func head(_ length: Int) -> String {
                "POST /djaffar/log HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: \(length)\r\n\r\n"
            }
            let accepted = try await RawClient.run(client) { conversation in
                try await conversation.say(head(body.utf8.count))
                try await conversation.listen(until: "\r\n\r\n")
                #expect(conversation.heard == "HTTP/1.1 100 Continue\r\n\r\n")
                try await conversation.say(body)
                try await conversation.listen(until: "201 Created")
                return conversation.heard
            }
            #expect(accepted.contains("HTTP/1.1 201 Created\r\n"))
            let refused = try await RawClient.run(client) { conversation in
                try await conversation.say(head(2_000_000))
                await conversation.listenToTheEnd()
                return conversation.heard
            }
            #expect(refused.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `lets a client go that sends on and on after its answer`() async throws {
        let server = try TestServer()
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(
                    "POST /api/activity/events HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer nonsense\r\nTransfer-Encoding: chunked\r\n\r\n"
                )
                let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
                do {
                    for _ in 0..<10_000 { try await conversation.say(chunk) }
                    Issue.record("the server took 640 MB after its answer")
                } catch {}
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.isEmpty || heard.hasPrefix("HTTP/1.1 401 "))
    }

    @Test func `keeps a connection for the next request, and answers several in order`()
        async throws
    {
        let server = try TestServer()
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let get = { (path: String) in "GET /\(path) HTTP/1.1\r\nHost: x\r\n\r\n" }
                try await conversation.say(get("health/live") + get("nothing") + get("health/live"))
                try await conversation.listen(until: #"}HTTP/1.1 404"#)
                try await conversation.say(
                    "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                )
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        let statuses = heard.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
        #expect(statuses == ["200", "404", "200", "200"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `stops although somebody never reads what became of their lines`() async throws {
        let server = try TestServer { $0.http.stallTime = .milliseconds(200) }
        let token = try await server.token([.ingest])
        // Returns when the server has stopped.
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let head = """
                    POST /api/activity/events HTTP/1.1\r
                    Host: x\r
                    Authorization: Bearer \(token)\r
                    Content-Type: application/x-ndjson\r
                    Prefer: return=representation\r
                    Transfer-Encoding: chunked\r
                    \r

                    """
                try await conversation.say(head)
                let line = Sample.login() + "\n"
                let lines = String(repeating: line, count: 500)
                let chunk = String(lines.utf8.count, radix: 16) + "\r\n" + lines + "\r\n"
                await #expect(throws: (any Error).self) {
                    while true { try await conversation.say(chunk) }
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `cuts off a client that does not read its answers`() async throws {
        let server = try TestServer {
            $0.http.stallTime = .milliseconds(200)
            $0.openness.metrics = true
        }
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
                let requests = String(repeating: request, count: 500)
                await #expect(throws: (any Error).self) {
                    while true { try await conversation.say(requests) }
                }
            }
        }
    }
}
