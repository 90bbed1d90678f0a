import HummingbirdTesting
import Testing
import Trail
import TrailServer

/// What is refused, and what ends a connection, by the version and the fields of a request's head.
@Suite struct HeadGuardTests {
    /// What a live server says to `text` until it closes the connection.
    private func answer(to text: String) async throws -> String {
        try await TestServer().run(.live) { client in
            try await RawClient.run(client) { conversation in
                try? await conversation.say(text)
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
    }

    @Test(arguments: [
        "", "Host: a\r\nHost: b\r\n", "Host: a\r\nhost: a\r\n", "Host: a b\r\n", "Host: a:b:c\r\n",
        "Host: user@a\r\n", "Host: a/b\r\n",
    ])
    func `refuses a request that does not name one host`(fields: String) async throws {
        let answer = try await self.answer(to: "GET /health/live HTTP/1.1\r\n\(fields)\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains("urn:trail:problem:malformed"))
        #expect(answer.lowercased().contains("connection: close\r\n"))
    }

    @Test func `takes an empty host`() async throws {
        let answer = try await self.answer(
            to: "GET /health/live HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
    }

    @Test(arguments: [
        "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: x",
    ])
    func `refuses transfer codings that it does not know`(field: String) async throws {
        let answer = try await self.answer(
            to: "POST /djaffar/log HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n0\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 501 ") || answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains("application/problem+json"))
        #expect(!answer.dropFirst().contains("HTTP/1.1 "), "there is one answer")
    }

    @Test(arguments: ["BREW", "X", "get", "M-SEARCH2", "!"])
    func `answers 501 to methods that nobody knows`(method: String) async throws {
        let answer = try await self.answer(
            to: "\(method) /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 501 "))
        #expect(answer.contains("urn:trail:problem:unknown-method"))
    }

    @Test(arguments: ["PROPFIND", "LOCK", "SEARCH", "REPORT"])
    func `answers 501 to methods that are not for it`(method: String) async throws {
        let answer = try await self.answer(
            to: "\(method) /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 501 "))
    }

    @Test(arguments: ["", "Host: x\r\n", "Connection: keep-alive\r\n", "Expect: 100-continue\r\n"])
    func `answers HTTP/1.0 and closes`(fields: String) async throws {
        let answer = try await self.answer(to: "GET /health/live HTTP/1.0\r\n\(fields)\r\n")
        #expect(answer.hasPrefix("HTTP/1.0 200 OK\r\n"))
        #expect(answer.lowercased().contains("connection: close\r\n"))
        #expect(answer.contains("content-length") || answer.contains("Content-Length"))
    }

    @Test func `never sends chunks to HTTP/1.0`() async throws {
        let server = try TestServer()
        try await server.fill(30)
        let token = try await server.token([.read])
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(
                    "GET /api/activity/events/export_ndjson/ HTTP/1.0\r\n"
                        + "Authorization: Bearer \(token)\r\n\r\n"
                )
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.hasPrefix("HTTP/1.0 200 OK\r\n"))
        #expect(!heard.lowercased().contains("transfer-encoding"))
        let body = heard.components(afterFirst: "\r\n\r\n")
        #expect(body.split(separator: "\n").count == 30)
        #expect(body.split(separator: "\n").allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test(arguments: ["Close", "close, TE", "Upgrade, HTTP2-Settings\r\nUpgrade: h2c"])
    func `closes after its answer where the request wants that`(value: String) async throws {
        let answer = try await self.answer(
            to: "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: \(value)\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.lowercased().contains("connection: close\r\n"))
    }

    @Test func `ends the answer to HEAD with its head, and goes on`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(
                    "HEAD /api/activity/events/export_csv/ HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer \(token)\r\n\r\n"
                        + "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                )
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(heard.components(afterFirst: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
}

extension String {
    fileprivate func components(afterFirst separator: String) -> Substring {
        self.firstRange(of: separator).map { self[$0.upperBound...] } ?? ""
    }
}
