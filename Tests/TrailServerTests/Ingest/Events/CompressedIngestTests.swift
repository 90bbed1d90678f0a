import HTTPTypes
import HummingbirdTesting
import Testing
import Trail
import TrailServer
import TrailTesting

@Suite struct CompressedIngestTests {
    private static let path = "/api/activity/events/"

    private func post(
        _ body: [UInt8],
        _ coding: String,
        as type: String = "application/x-ndjson",
        _ configure: (inout TrailServerConfiguration) -> Void = { _ in }
    ) async throws -> (answer: Answer, events: [SealedEvent]) {
        let server = try TestServer(configure)
        let token = try await server.token([.ingest])
        let headers: HTTPFields = [.contentType: type, .contentEncoding: coding]
        let answer = try await server.run(.live) { client in
            try await client.send(.post, Self.path, token: token, headers, body)
        }
        return (answer, await server.events())
    }

    private let lines = (1...300).map { (number: Int) in
        Sample.page("/\(number)", number) + "\n"
    }.joined()

    @Test(arguments: ["gzip", "GZIP", "x-gzip"]) func `reads gzip`(coding: String) async throws {
        let (answer, events) = try await self.post(Compressed.gzip(Array(self.lines.utf8)), coding)
        #expect(answer.status == 200)
        #expect(answer.json["stored"].number == 300)
        #expect(events.map(\.header.id.description) == (1...300).map { Sample.id($0) })
    }

    @Test func `reads deflate, and JSON that is no lines`() async throws {
        let body = Compressed.deflate(Array(Sample.login(1).utf8))
        let (answer, events) = try await self.post(body, "deflate", as: "application/json")
        #expect(answer.status == 201)
        #expect(events.count == 1)
    }

    @Test(arguments: ["br", "gzip, gzip", "zstd"])
    func `answers 415 to another coding and says which it reads`(coding: String) async throws {
        let (answer, events) = try await self.post([1, 2, 3], coding)
        #expect(answer.status == 415)
        #expect(answer.problem == "unsupported-media-type")
        #expect(answer["Accept-Encoding"] == "gzip, deflate, identity")
        #expect(events.isEmpty)
    }

    @Test func `records what came before a body breaks off`() async throws {
        let whole = Compressed.gzip(Array(self.lines.utf8))
        let (answer, events) = try await self.post(Array(whole.dropLast(9)), "gzip")
        #expect(answer.status == 400)
        #expect(answer.problem == "malformed")
        #expect(answer.json["stored"].number == Int64(events.count))
    }

    @Test func `a small limit on JSON holds for what comes out`() async throws {
        let text = "[" + String(repeating: " ", count: 100_000) + "]"
        let body = Compressed.gzip(Array(text.utf8))
        let (answer, _) = try await self.post(body, "gzip", as: "application/json") {
            $0.limits.body = 10_000
        }
        #expect(body.count < 10_000)
        #expect(answer.status == 413)
    }

    @Test func `a line that grows too long is named and those behind it are read`() async throws {
        let long = Sample.page("/" + String(repeating: "x", count: 100_000))
        let text = Sample.page("/a") + "\n" + long + "\n" + Sample.page("/b") + "\n"
        let (answer, events) = try await self.post(Compressed.gzip(Array(text.utf8)), "gzip") {
            $0.limits.body = 10_000
        }
        #expect(answer.status == 207)
        #expect(answer.json["results"][0]["status"].number == 413)
        #expect(events.count == 2)
    }

    @Test func `a bomb is cut off`() async throws {
        let bomb = Compressed.gzip(Array(repeating: UInt8(ascii: " "), count: 80 * 1_048_576))
        let (answer, events) = try await self.post(bomb, "gzip")
        #expect(answer.status == 413)
        #expect(answer.problem == "too-large")
        #expect(events.isEmpty)
    }
}
