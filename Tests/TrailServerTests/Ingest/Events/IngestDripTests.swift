import HummingbirdTesting
import Testing
import Trail
import TrailServer

@Suite struct IngestDripTests {
    @Test(.timeLimit(.minutes(1)), arguments: ["", "Prefer: return=representation\r\n"])
    func `gives up a body of lines on which no line comes to its end`(
        field: String
    ) async throws {
        let server = try TestServer { $0.limits.lineTime = .milliseconds(150) }
        let token = try await server.token([.ingest])
        let heard = try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                let head =
                    "POST /api/activity/events HTTP/1.1\r\nHost: x\r\n\(field)"
                    + "Authorization: Bearer \(token)\r\nContent-Type: application/x-ndjson\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                try await conversation.say(head)
                let line = Sample.login() + "\n"
                for _ in 0..<10 {
                    // Lines keep it going for longer than any one of them may take.
                    try await conversation.say(
                        "\(String(line.utf8.count, radix: 16))\r\n\(line)\r\n"
                    )
                    try await Task.sleep(for: .milliseconds(40))
                }
                for _ in 0..<20 {
                    // Bytes and blank lines do not.
                    try? await conversation.say("1\r\n\n\r\n")
                    try await Task.sleep(for: .milliseconds(40))
                }
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.contains("urn:trail:problem:too-slow"))
        #expect(await server.events().count == 10)
    }
}
