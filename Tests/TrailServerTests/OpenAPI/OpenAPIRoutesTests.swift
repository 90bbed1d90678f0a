import HTTPTypes
import Hummingbird
import Testing
import Trail

@testable import TrailServer

@Suite struct OpenAPIRoutesTests {
    @Test func `is open to everybody, and to no credential that is wrong`() async throws {
        let server = try TestServer()
        for path in ["/openapi.json", "/openapi.json/", "/api/activity/openapi.json"] {
            let answer = try await server.get(path)
            #expect(answer.status == 200)
            #expect(answer["Content-Type"] == "application/json")
            #expect(answer.json["openapi"].text == "3.1.0")
            #expect(answer.json["servers"][0]["url"].text == "/")
        }
        #expect(try await server.get("/openapi.json", token: "none").status == 200)
    }

    @Test func `is kept by clients, and confirmed by its validator`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let first = try await client.get("/openapi.json")
            #expect(first["Cache-Control"] == "public, max-age=300")
            let tag = try #require(first["ETag"])
            let again = try await client.get("/openapi.json", [.ifNoneMatch: tag])
            #expect(again.status == 304)
            #expect(again.bytes.isEmpty)
            #expect(try await client.get("/openapi.json").bytes == first.bytes)
        }
    }

    @Test func `says below which path an app has mounted it`() async throws {
        let server = try TestServer { $0.apiPrefix = "/log" }
        let router = Router(context: TrailRequestContext.self)
        TrailRoutes(server.backend, server.configuration).add(to: router.group("/audit"))
        try await RouterClient.run(router) { client in
            let answer = try await client.get("/audit/log/openapi.json")
            #expect(answer.json["servers"][0]["url"].text == "/audit")
            #expect(answer.json["paths"]["/log/events/"] != .null)
        }
    }
}
