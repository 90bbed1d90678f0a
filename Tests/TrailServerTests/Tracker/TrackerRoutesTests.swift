import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct TrackerRoutesTests {
    private static let script = TrackerScript(beaconPath: "/djaffar")

    @Test func `is a script for pages of any origin`() async throws {
        let server = try TestServer()
        let answer = try await server.run { client in
            try await client.get("/trail.js", token: nil, [.origin: "https://shop.example"])
        }
        #expect(answer.status == 200)
        #expect(answer.bytes == Self.script.bytes)
        #expect(answer.headers[.contentType] == "text/javascript; charset=utf-8")
        #expect(answer.headers[.accessControlAllowOrigin] == "*")
        #expect(answer["Cross-Origin-Resource-Policy"] == "cross-origin")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.setCookie] == nil)
    }

    @Test func `is sent in at most 1.5 KB`() async throws {
        let server = try TestServer()
        let answer = try await server.run { client in
            try await client.get("/trail.js", token: nil, [.acceptEncoding: "gzip"])
        }
        #expect(answer.headers[.contentEncoding] == "gzip")
        #expect(answer.headers[.eTag] == "W/\"\(Self.script.version)\"")
        #expect(answer.bytes.count <= 1_500)
        #expect(try Inflated.gzip(answer.bytes) == Self.script.bytes)
    }

    @Test(arguments: [
        ("?v=" + Self.script.version, "public, max-age=31536000, immutable"),
        ("", "public, max-age=300"), ("?v=", "public, max-age=300"),
        ("?v=0123456789abcdef", "public, max-age=300"),
    ])
    func `may be kept for ever under its version alone`(query: String, caching: String)
        async throws
    {
        let server = try TestServer()
        let answer = try await server.run { try await $0.get("/trail.js" + query, token: nil) }
        #expect(answer.status == 200)
        #expect(answer.headers[.cacheControl] == caching)
    }

    @Test func `answers whoever has it that it is still right`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let tag = try #require(try await client.get("/trail.js", token: nil).headers[.eTag])
            for value in [tag, "W/" + tag, "\"x\", \(tag)"] {
                let answer = try await client.get("/trail.js", token: nil, [.ifNoneMatch: value])
                #expect(answer.status == 304)
                #expect(answer.bytes.isEmpty)
                #expect(answer.headers[.eTag] == tag)
                #expect(answer.headers[.cacheControl] == "public, max-age=300")
            }
            let other = try await client.get("/trail.js", token: nil, [.ifNoneMatch: "\"x\""])
            #expect(other.status == 200)
        }
    }

    @Test func `names the beacon of a server that has it elsewhere`() async throws {
        let server = try TestServer { $0.beacon.path = "/audit/visits" }
        let answer = try await server.run { try await $0.get("/trail.js", token: nil) }
        #expect(answer.text.contains("'audit/visits/logs/'"))
    }
}
