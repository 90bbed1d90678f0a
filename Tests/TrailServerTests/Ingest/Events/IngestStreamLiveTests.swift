import HummingbirdTesting
import NIOCore
import Testing
import Trail
import TrailServer

@Suite struct IngestStreamLiveTests {
    private func head(_ token: String, _ more: String = "") -> String {
        "POST /api/activity/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\(more)\r\n"
    }

    private func chunk(_ text: String) -> String {
        String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
    }

    @Test func `answers each line while the next is still to come`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let prefer = "Prefer: return=representation\r\n"
                try await conversation.say(self.head(token, prefer))
                for number in 1...3 {
                    try await conversation.say(self.chunk(Sample.page("/\(number)") + "\n"))
                    try await conversation.listen(until: "{\"line\":\(number),\"status\":201,")
                    #expect(await server.events().count == number)
                }
                try await conversation.say("0\r\n\r\n")
                try await conversation.listen(until: "{\"stored\":3,\"repeated\":0,\"rejected\":0}")
            }
        }
    }

    @Test func `records a trickle at once and answers at the end`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(self.head(token))
                for number in 1...3 {
                    try await conversation.say(self.chunk(Sample.page("/\(number)") + "\n"))
                    while await server.events().count < number {
                        try await Task.sleep(for: .milliseconds(1))
                    }
                }
                try await conversation.say("0\r\n\r\n")
                try await conversation.listen(until: #"{"stored":3"#)
                #expect(conversation.heard.hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
        }
    }

    @Test func `keeps what a client sent before it went away`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let lines = (1...5).map { Sample.page("/\($0)") + "\n" }.joined()
                try await conversation.say(self.head(token) + self.chunk(lines + "{\"kind\""))
            }
            while await server.events().count < 5 {
                try await Task.sleep(for: .milliseconds(1))
            }
            let next = try await client.post(
                "/api/activity/events",
                Sample.page("/6"),
                token: token
            )
            #expect(next.json["ledger_index"].number == 5)
        }
    }

    @Test func `lets a client go whose stream the recorder cannot take`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        server.faults.failAppends(TrailError(.storeUnavailable, ""))
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(self.head(token))
                try await conversation.say(self.chunk(Sample.page("/") + "\n"))
                // The answer comes although the stream has not ended.
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(heard.contains(#""not_read_from":2"#))
        #expect(heard.lowercased().contains("retry-after: 5\r\n"))
    }

    @Test func `says what is recorded of a body that breaks off`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let lines = Sample.page("/a") + "\n" + Sample.page("/b") + "\n"
                try await conversation.say(self.head(token) + self.chunk(lines) + "nonsense\r\n")
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(heard.contains("urn:trail:problem:malformed"))
        #expect(heard.contains(#""stored":2"#))
        #expect(await server.events().count == 2)
    }
}
