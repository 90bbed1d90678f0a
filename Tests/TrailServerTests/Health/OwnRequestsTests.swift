import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

@testable import TrailServer

@Suite struct OwnRequestsTests {
    @Test func `records requests to the server itself when told to`() async throws {
        let server = try TestServer { $0.ownRequests = ActivityConfiguration() }
        let token = try await server.token([.read])
        try await server.run { client in
            let list = try await client.get("/api/activity/login-events/", token: token)
            #expect(list.status == 200)
            let health = try await client.get("/health/live")
            #expect(health.status == 200)
            let nowhere = try await client.get("/nowhere")
            #expect(nowhere.status == 404)
        }
        let texts = await server.events().map { $0.text(.what) }
        #expect(texts.count == 2)
        #expect(texts.contains { $0.contains(#""status":200"#) && $0.contains("login-events") })
        #expect(texts.contains { $0.contains(#""status":404"#) })
    }

    @Test func `figures come of what it recorded of its own requests`() async throws {
        let server = try TestServer { $0.ownRequests = ActivityConfiguration() }
        let token = try await server.token([.read])
        try await server.run { client in
            for path in ["/nowhere", "/nowhere", "/ledger/default/checkpoint"] {
                let answer = try await client.get(path)
                #expect(answer.status >= 400)
            }
        }
        let api = "/api/activity/"
        let rates = try await server.get(api + "request-events/error_rates/", token: token)
        #expect(rates.json.elements.count == 2)
        #expect(rates.json[0]["url"].text == "/nowhere")
        #expect(rates.json[0]["4xx"].number == 2)
        // Each took some time, so each has a time to be compared.
        let slow = api + "request-events/slow_requests/?threshold_ms=0"
        #expect(try await server.get(slow, token: token).json["count"].number == 3)
        let dashboard = try await server.get(api + "dashboard/", token: token)
        #expect(dashboard.text.contains(#""error_rate":100.0"#))
        #expect(dashboard.json["responses"]["4xx"].number == 3)
    }

    @Test func `records none unless told to`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let nowhere = try await client.get("/nowhere")
            #expect(nowhere.status == 404)
        }
        #expect(await server.events().isEmpty)
    }

    @Test func `counts what comes in without a stated length`() async throws {
        let server = try TestServer { $0.ownRequests = ActivityConfiguration() }
        let body = #"{"date":"2026-11-21T02:38:40Z","path":"/a"}"#
        try await server.run(.live) { client in
            try await RawClient.run(client) { conversation in
                try await conversation.say(
                    "POST /djaffar/logs/ HTTP/1.1\r\nhost: a\r\n"
                        + "content-type: application/json\r\ntransfer-encoding: chunked\r\n"
                        + "connection: close\r\n\r\n\(String(body.utf8.count, radix: 16))\r\n"
                        + "\(body)\r\n0\r\n\r\n"
                )
                await conversation.listenToTheEnd()
                #expect(conversation.heard.hasPrefix("HTTP/1.1 201"))
            }
        }
        let events = await server.events()
        let request = try #require(events.first { $0.header.kind == .request })
        #expect(request.text(.what).contains("\"request_size\":\(body.utf8.count)"))
    }
}
