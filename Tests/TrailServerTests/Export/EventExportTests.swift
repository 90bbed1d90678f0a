import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing
import Trail
import TrailExcel
import TrailTesting

@testable import TrailServer

@Suite struct EventExportTests {
    private func server(_ count: Int = 300) async throws -> (TestServer, token: String) {
        let server = try TestServer()
        try await server.fill(count)
        return (server, try await server.token([.read]))
    }

    private static let lists =
        Event.Kind.allCases.map { $0.rawValue + "-events/" } + [
            "events/", "login-events/failed_logins/", "request-events/slow-requests/",
            "system-events/critical/",
        ]

    @Test(arguments: Self.lists, ["", "outcome=success", "ordering=datetime", "user=alice"])
    func `holds what the list holds, in its order`(list: String, query: String) async throws {
        let (server, token) = try await self.server()
        let path = "/api/activity/" + list
        let listed = try await server.get(path + "?page_size=1000&" + query, token: token)
        let ndjson = try await server.get(path + "export_ndjson/?" + query, token: token)
        #expect(ndjson.status == 200)
        #expect(ndjson.lines.compactMap { $0["id"].text } == listed.ids)
        #expect(ndjson.lines == listed.json["results"].elements)
        let json = try await server.get(path + "export_json/?" + query, token: token)
        #expect(json.json.elements == ndjson.lines)
        let csv = try await server.get(path + "export_csv?" + query, token: token)
        #expect(csv.text.hasPrefix("id,"))
        #expect(csv.text.components(between: "\r\n") == listed.ids.count + 1)
    }

    @Test(arguments: [
        ("csv", "text/csv; charset=utf-8; header=present"), ("json", "application/json"),
        ("ndjson", "application/x-ndjson"),
    ])
    func `is a file with a name, at each of its paths`(
        format: String,
        type: String
    ) async throws {
        let (server, token) = try await self.server(30)
        var bodies: Set<String> = []
        for suffix in ["export_\(format)/", "export-\(format)", "export/\(format)/"] {
            let answer = try await server.get("/api/activity/crud-events/\(suffix)", token: token)
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == type)
            #expect(
                answer.headers[.contentDisposition]
                    == "attachment; filename=\"crudevent_export.\(format)\""
            )
            #expect(answer.headers[.cacheControl] == "no-store")
            bodies.insert(answer.text)
        }
        #expect(bodies.count == 1)
        let part = "/api/activity/login-events/failed_logins/export_\(format)"
        let name = try await server.get(part, token: token).headers[.contentDisposition]
        #expect(name == "attachment; filename=\"loginevent_failed_logins_export.\(format)\"")
    }

    @Test func `has a header, or brackets, around nothing`() async throws {
        let (server, token) = try await self.server(30)
        let path = "/api/activity/login-events/export_"
        let none = "/?username=nobody"
        let csv = try await server.get(path + "csv" + none, token: token)
        #expect(csv.text.hasPrefix("id,login_type,"))
        #expect(csv.text.components(between: "\r\n") == 1)
        #expect(try await server.get(path + "json" + none, token: token).text == "[]\n")
        #expect(try await server.get(path + "ndjson" + none, token: token).bytes.isEmpty)
    }

    @Test(arguments: ["page=1", "page_size=5", "cursor=x", "nonsense=1", "ordering=x", "user="])
    func `takes no page and no unknown parameter`(query: String) async throws {
        let (server, token) = try await self.server(1)
        for format in ExportFormat.allCases where format != .xlsx {
            let path = "/api/activity/events/export_\(format.rawValue)/?" + query
            let answer = try await server.get(path, token: token)
            #expect(answer.status == 400)
            #expect(answer.problem == "invalid-input")
        }
    }

    @Test func `shows whoever may see their own events only those, and no other tenant`()
        async throws
    {
        let (server, _) = try await self.server()
        try await server.fill(20, seed: 3, tenant: try TenantID("acme"))
        try await server.run(authenticators: [Alice()]) { client in
            let list = try await client.get("/api/activity/events/?page_size=1000", token: "alice")
            for path in ["export_ndjson", "export/ndjson"] {
                let export = try await client.get("/api/activity/events/\(path)/", token: "alice")
                #expect(export.lines.compactMap { $0["id"].text } == list.ids)
                #expect(export.lines.allSatisfy { $0["user"].text == "alice" })
                let other = "/api/activity/events/\(path)/?tenant_id=acme"
                #expect(try await client.get(other, token: "alice").status == 403)
                #expect(try await client.get("/api/activity/events/\(path)/").status == 401)
            }
            #expect(!list.ids.isEmpty)
        }
    }

    private struct Alice: BearerAuthenticator {
        func principal(presenting token: String) async throws -> Principal? {
            Principal(id: "alice", permissions: [.viewLogs], tenant: .default)
        }
    }

    @Test func `answers HEAD without reading anything`() async throws {
        let (server, token) = try await self.server(1)
        var backend = server.backend
        let store = EndlessStore(server.store, [])
        backend.store = store
        try await RouterClient.run(buildRouter(backend, server.configuration)) { client in
            let path = "/api/activity/events/export_csv/"
            let head = try await client.send(.head, path, token: token)
            #expect(head.status == 200)
            #expect(head.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(head.headers[.contentDisposition] != nil)
            #expect(head.headers[.contentLength] == nil)
            #expect(store.pages == 0)
        }
    }

    @Test func `is compressed while it is written, for whoever accepts that`() async throws {
        let (server, token) = try await self.server()
        let path = "/api/activity/events/export_json/"
        let plain = try await server.get(path, token: token)
        try await server.run { client in
            let answer = try await client.get(path, token: token, [.acceptEncoding: "gzip, br"])
            #expect(answer.headers[.contentEncoding] == "gzip")
            #expect(answer.headers[.vary]?.contains("Accept-Encoding") == true)
            #expect(answer.bytes.count * 3 < plain.bytes.count)
            #expect(try Inflated.gzip(answer.bytes) == plain.bytes)
        }
    }

    #if Excel
    @Test func `makes a workbook`() async throws {
        let (server, token) = try await self.server(50)
        let path = "/api/activity/login-events/export_xlsx/"
        try await server.run { client in
            let answer = try await client.get(path, token: token, [.acceptEncoding: "gzip"])
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == EventWorkbook.contentType)
            #expect(answer.headers[.contentEncoding] == nil)
            #expect(answer.headers[.contentLength] == String(answer.bytes.count))
            #expect(answer.bytes.starts(with: [0x50, 0x4B]))
            #expect(answer.headers[.contentDisposition]?.contains("_export.xlsx") == true)
            let head = try await client.send(.head, path, token: token)
            #expect(head.status == 200)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `gives up a workbook whose client has gone`() async throws {
        try await self.leave("export_xlsx")
    }
    #else
    @Test func `says that workbooks are not built in`() async throws {
        let (server, token) = try await self.server(1)
        let answer = try await server.get("/api/activity/events/export_xlsx/", token: token)
        #expect(answer.status == 501)
        #expect(answer.problem == "not-built-in")
    }
    #endif

    @Test(.timeLimit(.minutes(1)), arguments: ["export_ndjson", "export_csv", "export_json"])
    func `ends when its client goes away`(name: String) async throws {
        try await self.leave(name)
    }

    @Test(.timeLimit(.minutes(1)))
    func `ends although nothing matches and so nothing is written`() async throws {
        try await self.leave("export_ndjson", events: false)
    }

    /// Begins an export without an end, leaves, and waits until nothing is read any more.
    private func leave(_ name: String, events: Bool = true) async throws {
        let (server, token) = try await self.server(1)
        var backend = server.backend
        let event = try #require(await server.events().first)
        let store = EndlessStore(server.store, events ? Array(repeating: event, count: 100) : [])
        backend.store = store
        let application = buildServer(backend, server.configuration, logger: .silent)
        try await application.test(.live) { client in
            try await RawClient.run(TestClient(base: client)) { conversation in
                try await conversation.say(
                    "GET /api/activity/events/\(name)/ HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer \(token)\r\n\r\n"
                )
                while store.pages < 3 { try await Task.sleep(for: .milliseconds(5)) }
            }
            var seen = -1
            while store.pages != seen {
                seen = store.pages
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    @Test func `breaks off where the store fails on the way`() async throws {
        let (server, token) = try await self.server(1)
        var backend = server.backend
        let event = try #require(await server.events().first)
        backend.store = EndlessStore(
            server.store,
            Array(repeating: event, count: 100),
            failsAfter: 5
        )
        let application = buildServer(backend, server.configuration, logger: .silent)
        let heard = try await application.test(.live) { client in
            try await RawClient.run(TestClient(base: client)) { conversation in
                try await conversation.say(
                    "GET /api/activity/events/export_csv/ HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer \(token)\r\n\r\n"
                )
                await conversation.listenToTheEnd()
                return conversation.heard
            }
        }
        #expect(heard.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!heard.hasSuffix("\r\n0\r\n\r\n"), "a body that broke off must not look complete")
    }

    @Test func `says what is wrong before it begins`() async throws {
        let (server, token) = try await self.server(1)
        server.faults.failReads(TrailError(.storeUnavailable, "gone"))
        let answer = try await server.get("/api/activity/events/export_csv/", token: token)
        #expect(answer.status == 503)
    }
}

extension String {
    /// How often `separator` stands in the text.
    fileprivate func components(between separator: String) -> Int {
        self.ranges(of: separator).count
    }
}
