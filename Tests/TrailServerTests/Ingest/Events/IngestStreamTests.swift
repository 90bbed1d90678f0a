import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct IngestStreamTests {
    private static let path = "/api/activity/events/"
    private static let type = "application/x-ndjson"
    private static let prefer: HTTPFields = [
        .prefer: "respond-async, return=representation; x=1"
    ]

    @Test(arguments: [
        "application/x-ndjson", "application/jsonl", "application/x-ndjson; charset=utf-8",
    ])
    func `records lines, blank ones and CRLF included, and names those that were not`(type: String)
        async throws
    {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let lines = [
            Sample.login(1), "", "nonsense", Sample.login(2) + "\r", "{}", Sample.login(1),
        ]
        let answer = try await server.run {
            try await $0.post(Self.path, lines.joined(separator: "\n"), as: type, token: token)
        }
        #expect(answer.status == 207)
        #expect(answer.json["stored"].number == 2)
        #expect(answer.json["repeated"].number == 1)
        #expect(answer.json["rejected"].number == 2)
        let results = answer.json["results"].elements
        #expect(results.map { $0["line"].number } == [3, 5])
        #expect(results.map { $0["status"].number } == [400, 400])
        #expect(answer.json["not_read_from"] == .null)
        #expect(await server.events().count == 2)
    }

    @Test func `records many thousands in their order`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let body = (0..<5_000).map { Sample.page("/\($0)") }.joined(separator: "\n")
        let answer = try await server.run {
            try await $0.post(Self.path, body, as: Self.type, token: token)
        }
        #expect(answer.status == 200)
        #expect(answer.text == #"{"stored":5000,"repeated":0,"rejected":0,"results":[]}"#)
        let paths = await server.events().map { $0.text(.what) }
        #expect(paths == (0..<5_000).map { #"{"detail":{"path":"/\#($0)"}}"# })
    }

    @Test func `names at most a thousand lines and counts the others`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let body = Sample.page("/") + "\n" + String(repeating: "{}\n", count: 1_200)
        let answer = try await server.run {
            try await $0.post(Self.path, body, as: Self.type, token: token)
        }
        #expect(answer.status == 207)
        #expect(answer.json["rejected"].number == 1_200)
        #expect(answer.json["results"].count == 1_000)
        #expect(answer.json["results_omitted"].number == 200)
    }

    @Test func `passes over a line that is too long`() async throws {
        let server = try TestServer { $0.limits.body = 200 }
        let token = try await server.token([.ingest])
        let long = Sample.page(String(repeating: "x", count: 100_000))
        let body = [Sample.page("/a"), long, Sample.page("/b")].joined(separator: "\n")
        let answer = try await server.run {
            try await $0.post(Self.path, body, as: Self.type, token: token)
        }
        #expect(answer.status == 207)
        #expect(answer.json["results"].elements.map { $0["line"].number } == [2])
        #expect(answer.json["results"].elements.map { $0["status"].number } == [413])
        #expect(await server.events().count == 2)
    }

    @Test func `says from which line on nothing is known when the recorder stops`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        server.faults.failAppends(TrailError(.overloaded, ""), after: 1)
        let body = (0..<4_000).map { Sample.page("/\($0)") }.joined(separator: "\n")
        let answer = try await server.run {
            try await $0.post(Self.path, body, as: Self.type, token: token)
        }
        #expect(answer.status == 503)
        #expect(answer.problem == "overloaded")
        #expect(answer.headers[.retryAfter] == "1")
        #expect(answer.headers[.connection] == "close")
        let stored = try #require(answer.json["stored"].number)
        let rejected = try #require(answer.json["rejected"].number)
        #expect(stored > 0)
        #expect(answer.json["not_read_from"].number == stored + rejected + 1)
        #expect(answer.json["results"][0]["status"].number == 503)
        #expect(answer.json["results"][0]["line"].number == stored + 1)
        #expect(await server.events().count == Int(stored))
    }

    @Test func `streams what became of each line to whoever prefers it`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let lines = [Sample.login(1), "nonsense", Sample.login(1), Sample.login(2)]
        let body = lines.joined(separator: "\n")
        let answer = try await server.run {
            try await $0.post(Self.path, body, as: Self.type, token: token, Self.prefer)
        }
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "application/x-ndjson")
        let results = answer.lines
        #expect(results.count == 5)
        #expect(results.prefix(4).map { $0["line"].number } == [1, 2, 3, 4])
        #expect(results.prefix(4).map { $0["status"].number } == [201, 400, 200, 201])
        #expect(results[3]["ledger_index"].number == 1)
        #expect(answer.text.hasSuffix("\n{\"stored\":2,\"repeated\":1,\"rejected\":1}\n"))
    }

    @Test func `ends the stream with the reason when the recorder stops`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        server.faults.failAppends(TrailError(.storeUnavailable, ""))
        let answer = try await server.run {
            try await $0.post(Self.path, Sample.page("/"), as: Self.type, token: token, Self.prefer)
        }
        let last = try #require(answer.lines.last)
        #expect(last["status"].number == 503)
        #expect(last["not_read_from"].number == 2)
        #expect(last["rejected"].number == 1)
    }

    @Test func `keeps page events out when the disk is nearly full, and takes the others`()
        async throws
    {
        let server = try TestServer(disk: DiskGuard { DiskSpace(free: 9, total: 100) })
        let token = try await server.token([.ingest])
        let body = [Sample.page("/"), Sample.login(1), Sample.page("/")].joined(separator: "\n")
        let answer = try await server.run {
            try await $0.post(Self.path, body, as: Self.type, token: token)
        }
        #expect(answer.status == 207)
        #expect(answer.json["stored"].number == 1)
        #expect(answer.json["results"].elements.map { $0["status"].number } == [507, 507])
    }

    @Test func `answers an empty body`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let answer = try await server.run {
            try await $0.post(Self.path, "\n\r\n", as: Self.type, token: token)
        }
        #expect(answer.status == 200)
        #expect(answer.json["stored"].number == 0)
    }
}
