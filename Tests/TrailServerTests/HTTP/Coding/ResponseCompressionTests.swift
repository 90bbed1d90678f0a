import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct ResponseCompressionTests {
    @Test func `compresses pages that are worth it, and leaves short answers`() async throws {
        let server = try TestServer()
        try await server.fill(100)
        let token = try await server.token([.read])
        try await server.run { client in
            let path = "/api/activity/events/"
            let plain = try await client.get(path, token: token)
            #expect(plain.headers[.contentEncoding] == nil)
            #expect(plain.headers[.vary]?.contains("Accept-Encoding") == true)
            let packed = try await client.get(path, token: token, [.acceptEncoding: "gzip"])
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(try Inflated.gzip(packed.bytes) == plain.bytes)
            let head = try await client.send(.head, path, token: token, [.acceptEncoding: "gzip"])
            #expect(head.headers[.contentEncoding] == "gzip")
            #expect(head.headers[.contentLength] == nil)
            #expect(head.bytes.isEmpty)
            let short = try await client.get(
                path + "?user=nobody",
                token: token,
                [.acceptEncoding: "gzip"]
            )
            #expect(short.headers[.contentEncoding] == nil)
            #expect(short.json["count"].number == 0)
            let problem = try await client.get(
                path + "?x=1",
                token: token,
                [.acceptEncoding: "gzip"]
            )
            #expect(problem.problem == "invalid-input")
        }
    }
}
