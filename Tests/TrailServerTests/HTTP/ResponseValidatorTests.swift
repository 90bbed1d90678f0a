import HTTPTypes
import Testing
import Trail

@Suite struct ResponseValidatorTests {
    @Test func `answers what is not known to differ with its validator alone`() async throws {
        let server = try TestServer()
        try await server.fill(20)
        let token = try await server.token([.read])
        let event = try #require(await server.events().first)
        let path = "/api/activity/events/\(event.header.id)/"
        try await server.run { client in
            let full = try await client.get(path, token: token)
            let tag = try #require(full.headers[.eTag])
            #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
            for value in [tag, "W/" + tag, "\"x\", \(tag)", "*"] {
                let answer = try await client.get(path, token: token, [.ifNoneMatch: value])
                #expect(answer.status == 304)
                #expect(answer.headers[.eTag] == tag)
                #expect(answer.bytes.isEmpty)
                let head = try await client.send(.head, path, token: token, [.ifNoneMatch: value])
                #expect(head.status == 304)
            }
            let other = try await client.get(path, token: token, [.ifNoneMatch: "\"x\""])
            #expect(other.bytes == full.bytes)
            let denied = try await client.get(path, token: nil, [.ifNoneMatch: "*"])
            #expect(denied.status == 401)
        }
    }

    @Test func `gives an event another validator once something of it is erased`() async throws {
        let server = try TestServer()
        try await server.fill(20)
        let token = try await server.token([.read])
        let event = try #require(await server.events().first { $0.sections.what != nil })
        for suffix in ["", "sealed/"] {
            let path = "/api/activity/events/\(event.header.id)/\(suffix)"
            let before = try await server.get(path, token: token).headers[.eTag]
            #expect(before != nil)
            #expect(try await server.get(path, token: token).headers[.eTag] == before)
        }
        let path = "/api/activity/events/\(event.header.id)/"
        let before = try #require(try await server.get(path, token: token).headers[.eTag])
        var query = EventQuery(tenant: .default)
        query.from = event.time
        query.to = event.time
        _ = try await server.store.remove(
            RemovalRequest(
                tenant: .default,
                query: query,
                extent: .sections([.what]),
                actor: Event.Actor(type: .user, id: "dpo", isVerified: true),
                reason: "asked for"
            )
        )
        try await server.run { client in
            let answer = try await client.get(path, token: token, [.ifNoneMatch: before])
            #expect(answer.status == 200)
            #expect(answer.headers[.eTag] != before)
        }
    }
}
