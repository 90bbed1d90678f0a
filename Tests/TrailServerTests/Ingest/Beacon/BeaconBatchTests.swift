import HTTPTypes
import HummingbirdTesting
import Testing
import Trail
import TrailServer

@Suite struct BeaconBatchTests {
    private static let date = "2016-12-29T07:35:22.571Z"

    private func visit(_ path: String, id: Int? = nil) -> String {
        let id = id.map { ",\"id\":\"0193a4b5-0000-7000-8000-00000000000\($0)\"" } ?? ""
        return "{\"date\":\"\(Self.date)\",\"path\":\"\(path)\"\(id)}"
    }

    @Test func `gives every item of an array a status of its own`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let body = "[\(self.visit("/a", id: 1)),{\"path\":\"/b\"},7,\(self.visit("/a", id: 1))]"
            let answer = try await client.post("/djaffar/log/", body)
            #expect(answer.status == 207)
            #expect(answer.json["stored"].number == 1)
            #expect(answer.json["repeated"].number == 1)
            #expect(answer.json["rejected"].number == 2)
            let results = answer.json["results"].elements
            #expect(results.map { $0["status"].number } == [201, 400, 400, 200])
            #expect(results.map { $0["index"].number } == [0, 1, 2, 3])
            #expect(results[1]["errors"]["date"][0].text == "This field is required.")
            #expect(answer.headers[.setCookie] != nil)
        }
        #expect(await server.events().count == 1)
    }

    @Test func `reads lines, blank ones and CRLF included`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let body = "\(self.visit("/a"))\r\n\r\nnonsense\n\(self.visit("/b"))"
            let answer = try await client.post("/djaffar/log/", body, as: "application/x-ndjson")
            #expect(answer.status == 207)
            #expect(answer.json["results"].elements.map { $0["line"].number } == [1, 3, 4])
            #expect(answer.json["results"].elements.map { $0["status"].number } == [201, 400, 201])
        }
        #expect(await server.events().count == 2)
    }

    @Test func `gives no session for a batch of which nothing was recorded`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let empty = try await client.post("/djaffar/log/", "[]")
            #expect(empty.status == 200)
            #expect(empty.text == #"{"stored":0,"repeated":0,"rejected":0,"results":[]}"#)
            #expect(empty.headers[.setCookie] == nil)
            let bad = try await client.post("/djaffar/log/", "[{}]")
            #expect(bad.status == 400)
            #expect(bad.json["results"][0]["status"].number == 400)
            #expect(bad.headers[.setCookie] == nil)
        }
    }

    @Test func `refuses a batch of very many visits`() async throws {
        let server = try TestServer()
        let body = "[" + Array(repeating: "{}", count: 1_001).joined(separator: ",") + "]"
        let answer = try await server.run { try await $0.post("/djaffar/log/", body) }
        #expect(answer.status == 400)
        #expect(answer.problem == "invalid-input")
    }

    @Test func `limits anonymous posts of one address, batches by their items`() async throws {
        let server = try TestServer {
            $0.beacon.rate = 1
            $0.beacon.burst = 3
        }
        let token = try await server.token([.ingest])
        try await server.run(.live) { client in
            let visits = (1...4).map { self.visit("/\($0)") }.joined(separator: ",")
            let batch = try await client.post("/djaffar/log/", "[\(visits)]")
            #expect(batch.status == 207)
            let statuses = batch.json["results"].elements.map { $0["status"].number }
            #expect(statuses == [201, 201, 201, 429])
            // One post a second is let through, so on a slow machine the first may be.
            var next = try await client.post("/djaffar/log/", self.visit("/5"))
            for _ in 0..<20 where next.status == 201 {
                next = try await client.post("/djaffar/log/", self.visit("/5"))
            }
            #expect(next.status == 429)
            #expect(next.problem == "too-many-requests")
            #expect(next.headers[.retryAfter].flatMap { Int($0) } ?? 0 >= 1)
            let known = try await client.post("/djaffar/log/", self.visit("/6"), token: token)
            #expect(known.status == 201)
        }
        let event = try #require(await server.events().first)
        let ip = (try? CanonicalJSON(parsing: event.sections.where?.text ?? []))?.value["ip"].text
        #expect(ip == "127.0.0.1" || ip == "::1")
    }
}
