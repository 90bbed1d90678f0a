import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct FigureRoutesTests {
    static let paths = [
        "dashboard/", "login-events/brute_force_suspects/", "login-events/brute-force-suspects/",
        "request-events/error_rates/", "request-events/error-rates/",
    ]

    @Test(arguments: Self.paths)
    func `answers as every list does`(path: String) async throws {
        let server = try TestServer()
        try await server.run(authenticators: [Ada()]) { client in
            for path in ["/api/activity/" + path, "/api/activity/" + path.dropLast()] {
                let statuses = try await ["view_logs", "view_all_logs", "superuser"].asyncMap {
                    try await client.get(path, token: $0).status
                }
                #expect(statuses == [200, 200, 200])
                for other in ["none", "ingest", "manage_retention", "manage_database_config"] {
                    #expect(try await client.get(path, token: other).status == 403)
                }
                #expect(try await client.get(path).status == 401)
                let head = try await client.send(.head, path, token: "view_logs")
                #expect(head.status == 200 && head.bytes.isEmpty)
                let options = try await client.send(.options, path)
                #expect(options.headers[.allow] == "GET, HEAD, OPTIONS")
                #expect(try await client.send(.post, path, token: "superuser").status == 405)
                let foreign = try await client.get(path + "?tenant_id=x", token: "view_all_logs")
                #expect(foreign.status == 403)
                let unknown = try await client.get(path + "?nonsense=1", token: "superuser")
                #expect(unknown.errors.keys.sorted() == ["nonsense"])
            }
        }
    }

    @Test func `suspects addresses whose logins failed often within a while`() async throws {
        let server = try await FigureServer()
        for minute in 10..<16 {
            try await server.add(
                FigureServer.failure(minute % 3 == 0 ? "admin" : "root"),
                minutes: minute,
                ip: "203.0.113.9"
            )
            // An attempt without an address is nobody's.
            try await server.add(FigureServer.failure(), minutes: minute)
        }
        for minute in 0..<4 {
            try await server.add(FigureServer.failure(), minutes: minute, ip: "2001:db8::1")
        }
        for minute in 200..<205 {
            try await server.add(FigureServer.failure(), minutes: minute, ip: "192.0.2.1")
        }
        try await server.add(.login(LoginDetail(.login)), minutes: 5, ip: "2001:db8::1")
        let path = "login-events/brute_force_suspects/"
        #expect(
            try await server.get(path).text
                == #"[{"remote_ip":"203.0.113.9","attempts":6,"#
                + #""first":"2026-11-21T02:23:40.118744Z","last":"2026-11-21T02:28:40.118744Z","#
                + #""total":6,"usernames":["root","admin"]}]"#
        )
        func suspects(_ query: String) async throws -> [String?] {
            try await server.get(path + query).json.elements.map { $0["remote_ip"].text }
        }
        #expect(try await suspects("?threshold=4") == ["203.0.113.9", "2001:db8::1"])
        #expect(try await suspects("?threshold=7").isEmpty)
        #expect(try await suspects("?window_minutes=12").isEmpty)
        #expect(try await suspects("?date_from=2026-11-20") == ["203.0.113.9", "192.0.2.1"])
        #expect(
            try await suspects("?date_to=2026-11-21T00:00:00Z&window_minutes=120") == ["192.0.2.1"]
        )
        #expect(try await suspects("?date_from=2026-11-20&window_minutes=3&threshold=4").count == 3)
    }

    @Test(arguments: [
        ("threshold=0", "threshold"), ("threshold=abc", "threshold"),
        ("window_minutes=0", "window_minutes"), ("window_minutes=1e9", "window_minutes"),
        ("window_minutes=44641", "window_minutes"), ("date_from=x", "date_from"),
        ("date_from=2026-11-03&date_to=2026-11-01", "date_to"),
    ])
    func `names the parameter that cannot be`(query: String, field: String) async throws {
        let server = try await FigureServer()
        let answer = try await server.get("login-events/brute_force_suspects/?" + query)
        #expect(answer.status == 400)
        #expect(answer.errors.keys.sorted() == [field])
    }

    @Test func `tells error rates by route, the most errors first`() async throws {
        let server = try await FigureServer()
        for (minute, status) in [404, 404, 500, 200, 200, 301].enumerated() {
            try await server.add(
                FigureServer.request("/orders/\(minute)", status, route: "/orders/{id}"),
                minutes: minute
            )
        }
        try await server.add(FigureServer.request("/login/", 401), minutes: 5)
        try await server.add(FigureServer.request("/fine/", 200), minutes: 5)
        try await server.add(FigureServer.request("/cut/", nil), minutes: 5)
        try await server.add(FigureServer.request("/old/", 500), minutes: 24 * 60 + 5)
        #expect(
            try await server.get("request-events/error_rates/").text
                == #"[{"url":"/orders/{id}","total":6,"4xx":2,"5xx":1,"rate":50.0,"#
                + #""response_status":404,"count":2},"#
                + #"{"url":"/login/","total":1,"4xx":1,"5xx":0,"rate":100.0,"#
                + #""response_status":401,"count":1}]"#
        )
        let week = try await server.get("request-events/error_rates/?hours=168").json
        #expect(week.elements.count == 3)
    }

    @Test func `tells of fifty endpoints at the most`() async throws {
        let server = try await FigureServer()
        for number in 0..<60 {
            try await server.add(FigureServer.request("/\(number)/", 500), minutes: 1)
        }
        let rates = try await server.get("request-events/error_rates/").json.elements
        #expect(rates.count == 50)
    }

    @Test(arguments: [
        (0, 0, "0.0"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 1, "100.0"), (1, 1_000, "0.1"),
        (1, 10_000, "0.01"), (1, 8, "12.5"), (5, 0, "100.0"), (1, 1_000_000, "0.0"),
        (7, 10_000, "0.07"),
    ])
    func `writes percentages with two decimals`(part: Int64, whole: Int64, text: String) {
        var output = JSONOutput()
        output.percentage(part, of: whole)
        #expect(String(decoding: output.bytes, as: UTF8.self) == text)
    }
}

extension [String] {
    fileprivate func asyncMap<Value>(
        _ body: (String) async throws -> Value
    ) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
