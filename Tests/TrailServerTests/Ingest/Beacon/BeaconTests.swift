import HTTPTypes
import HummingbirdTesting
import Testing
import Trail

@testable import TrailServer

@Suite struct BeaconTests {
    private static let date = "2016-12-29T07:35:22.571Z"
    private static let form = "application/x-www-form-urlencoded"

    @Test(arguments: [
        "/djaffar/log/", "/djaffar/logs/", "/djaffar/logs", "/api/activity/page-events/",
    ])
    func `records the seed's own request`(path: String) async throws {
        let server = try TestServer()
        try await server.run { client in
            let answer = try await client.post(
                path,
                "date=\(Self.date)&path=users/me/cart/&referer=https://a.example/x",
                as: Self.form,
                [.userAgent: "Mozilla/5.0"]
            )
            #expect(answer.status == 201)
            #expect(answer.bytes.isEmpty)
            #expect(answer.headers[.contentType] == nil)
        }
        let events = await server.events()
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event.header.kind == .page)
        #expect(event.header.action.name == "page.view")
        #expect(event.header.occurredAt == Timestamp(Self.date))
        #expect(
            event.text(.what)
                == #"{"detail":{"path":"users/me/cart/","referer":"https://a.example/x"}}"#
        )
        #expect(event.text(.where) == #"{"user_agent":"Mozilla/5.0"}"#)
        #expect(event.text(.who).hasSuffix(#","type":"anonymous","verified":false}"#))
    }

    @Test func `reads JSON and multipart as well`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let json = #"{"date":"\#(Self.date)","path":"/j","referer":null,"more":{"a":[1]}}"#
            let plain = try await client.post("/djaffar/log/", json)
            #expect(plain.status == 201)
            let utf8 = "application/json; charset=UTF-8"
            #expect(try await client.post("/djaffar/log/", json, as: utf8).status == 201)
            let parts = ["date": Self.date, "path": "/m"].map { name, value in
                "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }
            let body = parts.joined() + "--b--\r\n"
            let type = "multipart/form-data; boundary=\"b\""
            #expect(try await client.post("/djaffar/log/", body, as: type).status == 201)
        }
        let events = await server.events()
        #expect(
            events.map { $0.text(.what) } == [
                #"{"detail":{"path":"/j"}}"#, #"{"detail":{"path":"/j"}}"#,
                #"{"detail":{"path":"/m"}}"#,
            ]
        )
    }

    /// What the seed answered 500 to, guessed, or took for something else.
    @Test(arguments: [
        ("", "date", "This field is required."),
        ("date=&path=/", "date", "This field is required."),
        ("date=5&path=/", "date", "Expected: an RFC 3339 date-time with an offset or Z."),
        ("date=13/12/2016&path=/", "date", "Expected: an RFC 3339 date-time with an offset or Z."),
        (
            "date=2016-12-29T07:35:22&path=/", "date",
            "Expected: an RFC 3339 date-time with an offset or Z."
        ),
        ("date=2016-12-29&path=/", "date", "Expected: an RFC 3339 date-time with an offset or Z."),
        (
            "date=2016-13-29T07:35:22Z&path=/", "date",
            "Expected: an RFC 3339 date-time with an offset or Z."
        ),
        (
            "date=99999999999999999999&path=/", "date",
            "Expected: an RFC 3339 date-time with an offset or Z."
        ),
        (
            "date=2016-12-29T07:35:22+01:00&path=/", "date",
            "Expected: an RFC 3339 date-time with an offset or Z."
        ),
        (
            "date=2016-12-29T07:35:22Z", "path",
            "This field is required where no Referer has a path."
        ),
        (
            "date=2016-12-29T07:35:22Z&path=", "path",
            "This field is required where no Referer has a path."
        ),
        ("date=2016-12-29T07:35:22Z&path=%00", "path", "The character U+0000 is not accepted."),
        ("date=2016-12-29T07:35:22Z&path=/&id=5", "id", "Expected: a UUID."),
        ("date=2016-12-29T07:35:22Z&path=/&path=/b", "path", "The field is given more than once."),
    ])
    func `refuses a form and names the field`(form: String, field: String, reason: String)
        async throws
    {
        let server = try TestServer()
        let answer = try await server.run {
            try await $0.post("/djaffar/log/", form, as: Self.form)
        }
        #expect(answer.status == 400)
        #expect(answer.problem == "invalid-input")
        #expect(answer.errors[field] == reason)
        #expect(answer.headers[.setCookie] == nil)
        #expect(await server.events().isEmpty)
    }

    @Test(arguments: [
        (#"{"date":5,"path":"/"}"#, "date", "Expected: a text."),
        (#"{"date":{"a":1},"path":"/"}"#, "date", "Expected: a text."),
        (#"{"date":["2016-12-29T07:35:22Z"],"path":"/"}"#, "date", "Expected: a text."),
        (#"{"date":"2016-12-29T07:35:22Z","path":7}"#, "path", "Expected: a text."),
        (
            #"{"date":"2016-12-29T07:35:22Z","path":"/","referer":false}"#, "referer",
            "Expected: a text."
        ),
        (#"{"date":null,"path":"/"}"#, "date", "This field is required."),
        (#"{}"#, "date", "This field is required."),
    ])
    func `refuses JSON and names the field`(json: String, field: String, reason: String)
        async throws
    {
        let server = try TestServer()
        let answer = try await server.run { try await $0.post("/djaffar/log/", json) }
        #expect(answer.status == 400)
        #expect(answer.errors[field] == reason)
        #expect(await server.events().isEmpty)
    }

    @Test func `names all fields that are wrong at once`() async throws {
        let server = try TestServer()
        let answer = try await server.run {
            try await $0.post("/djaffar/log/", "date=x&id=y", as: Self.form)
        }
        #expect(answer.errors.keys.sorted() == ["date", "id", "path"])
    }

    @Test func `refuses a path and a referer that are too long`() async throws {
        let server = try TestServer()
        let long = String(repeating: "x", count: 4_097)
        try await server.run { client in
            let path = "date=\(Self.date)&path=\(long)"
            let answer = try await client.post("/djaffar/log/", path, as: Self.form)
            #expect(answer.errors == ["path": "At most 4096 bytes are accepted."])
            let referer = "date=\(Self.date)&path=/&referer=\(long)"
            let other = try await client.post("/djaffar/log/", referer, as: Self.form)
            #expect(other.errors == ["referer": "At most 4096 bytes are accepted."])
            // What the browser adds by itself is cut off and refuses nothing.
            let body = "date=\(Self.date)&path=/"
            let headers: HTTPFields = [.userAgent: long + "é"]
            #expect(
                try await client.post("/djaffar/log/", body, as: Self.form, headers).status == 201
            )
        }
        let event = try #require(await server.events().first)
        #expect(event.text(.where).utf8.count == 4_096 + #"{"user_agent":""}"#.utf8.count)
    }

    @Test(arguments: [
        ("{", 400, "malformed"),
        ("\"date\"", 400, "malformed"),
        ("7", 400, "malformed"),
        ("", 400, "malformed"),
        (
            #"{"date":"2016-12-29T07:35:22Z","date":"2016-12-29T07:35:22Z","path":"/"}"#, 400,
            "malformed"
        ),
        (#"{"date":"2016-12-29T07:35:22Z","path":"/"} x"#, 400, "malformed"),
    ])
    func `answers 400 to JSON that is none`(json: String, status: Int, problem: String) async throws
    {
        let server = try TestServer()
        let answer = try await server.run { try await $0.post("/djaffar/log/", json) }
        #expect(answer.status == status)
        #expect(answer.problem == problem)
    }

    @Test(arguments: [
        ("https://a.example/x/y?q=1#f", "/x/y"),
        ("https://a.example/", "/"),
        ("http://a.example:8080/a%20b", "/a%20b"),
        ("/relative?x", "/relative"),
    ])
    func `takes the path of the Referer header for one that is not said`(
        referer: String,
        path: String
    ) async throws {
        let server = try TestServer()
        let answer = try await server.run {
            try await $0.post(
                "/djaffar/log/",
                "date=\(Self.date)",
                as: Self.form,
                [.referer: referer]
            )
        }
        #expect(answer.status == 201)
        let event = try #require(await server.events().first)
        #expect(event.text(.what) == #"{"detail":{"path":"\#(path)"}}"#)
    }

    @Test(arguments: ["https://a.example", "https://a.example?x=/y", "nothing", ""])
    func `refuses a Referer header without a path`(referer: String) async throws {
        let server = try TestServer()
        let answer = try await server.run {
            try await $0.post(
                "/djaffar/log/",
                "date=\(Self.date)",
                as: Self.form,
                [.referer: referer]
            )
        }
        #expect(answer.status == 400)
        #expect(answer.errors.keys.sorted() == ["path"])
    }

    @Test(arguments: [
        "text/html", "application/xml", "application/json; charset=utf-16", "nonsense",
        "multipart/mixed; boundary=b", "application/x-www-form-urlencoded; charset=iso-8859-1",
    ])
    func `answers 415 to types it does not read`(type: String) async throws {
        let server = try TestServer()
        let answer = try await server.run {
            try await $0.post("/djaffar/log/", "date=\(Self.date)&path=/", as: type)
        }
        #expect(answer.status == 415)
        #expect(answer.problem == "unsupported-media-type")
    }

    @Test func `answers 415 to a content coding and says which it reads`() async throws {
        let server = try TestServer()
        let answer = try await server.run {
            try await $0.post("/djaffar/log/", "x", [.contentEncoding: "gzip"])
        }
        #expect(answer.status == 415)
        #expect(answer.headers[.acceptEncoding] == "identity")
    }

    @Test func `answers 413 to a body that is too large`() async throws {
        let server = try TestServer { $0.beacon.maximumBody = 100 }
        let answer = try await server.run {
            let long = String(repeating: "x", count: 101)
            return try await $0.post("/djaffar/log/", long, as: Self.form)
        }
        #expect(answer.status == 413)
        #expect(answer.problem == "too-large")
        #expect(answer.headers[.connection] == "close")
    }

    @Test func `gives the receipt to whoever prefers it`() async throws {
        let server = try TestServer()
        let id = "0193a4b5-0000-7000-8000-000000000001"
        try await server.run { client in
            let body = "date=\(Self.date)&path=/&id=\(id)"
            let prefer: HTTPFields = [.prefer: "return=representation"]
            let answer = try await client.post("/djaffar/log/", body, as: Self.form, prefer)
            #expect(answer.status == 201)
            #expect(answer.json["id"].text == id)
            #expect(answer.json["status"].number == 201)
            #expect(answer.json["ledger_index"].number == 0)
            #expect(answer.json["integrity_hash"].text?.count == 64)
            #expect(
                answer.headers[.preferenceApplied] == "return=representation"
            )
        }
    }

    @Test func `stores a retry with the same id once, also without the cookie of the first answer`()
        async throws
    {
        let server = try TestServer()
        try await server.run { client in
            let body = "date=\(Self.date)&path=/&id=0193a4b5-0000-7000-8000-000000000001"
            #expect(try await client.post("/djaffar/log/", body, as: Self.form).status == 201)
            #expect(try await client.post("/djaffar/log/", body, as: Self.form).status == 200)
            let other = try await client.post("/djaffar/log/", body + "&referer=x", as: Self.form)
            #expect(other.status == 409)
            #expect(other.problem == "conflict")
        }
        #expect(await server.events().count == 1)
    }

    @Test(arguments: [true, false])
    func `is closed to programs that may not record`(isOpen: Bool) async throws {
        let server = try TestServer { $0.beacon.isOpen = isOpen }
        let token = try await server.token([.read])
        try await server.run { client in
            let body = "date=\(Self.date)&path=/"
            let answer = try await client.post("/djaffar/log/", body, as: Self.form, token: token)
            #expect(answer.status == 403)
        }
        #expect(await server.events().isEmpty)
    }

    @Test func `answers 503 while too much is arriving`() async throws {
        let server = try TestServer { $0.limits.arriving = 100_000 }
        try await server.run(.live) { client in
            try await RawClient.run(client) { slow in
                let head = """
                    POST /djaffar/log HTTP/1.1\r\nHost: x\r\nConnection: close\r
                    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 400000\r
                    \r

                    """
                let part = String(repeating: "x", count: 60_000)
                try await slow.say(head + part)
                try await slow.say(part)
                try await slow.say(part)
                try await slow.listen(until: "\r\n\r\n")
                #expect(slow.heard.hasPrefix("HTTP/1.1 503 "))
            }
            // What it held is given back.
            let body = "date=\(Self.date)&path=/" + String(repeating: "x", count: 1_000)
            let answer = try await client.post("/djaffar/log/", body, as: Self.form)
            #expect(answer.status == 201)
        }
    }

    @Test func `is closed to anonymous clients when configured so`() async throws {
        let server = try TestServer { $0.beacon.isOpen = false }
        let token = try await server.token([.ingest])
        try await server.run { client in
            let body = "date=\(Self.date)&path=/"
            #expect(try await client.post("/djaffar/log/", body, as: Self.form).status == 401)
            let answer = try await client.post("/djaffar/log/", body, as: Self.form, token: token)
            #expect(answer.status == 201)
        }
        let event = try #require(await server.events().first)
        #expect(
            event.text(.who).hasPrefix(
                #"{"credential":"token:robot","id":"token:robot","name":"robot","#
            )
        )
        #expect(event.text(.who).hasSuffix(#""type":"service","verified":true}"#))
    }

    @Test func `refuses page events when the disk is nearly full`() async throws {
        let server = try TestServer(disk: DiskGuard { DiskSpace(free: 9, total: 100) })
        let answer = try await server.run {
            try await $0.post("/djaffar/log/", "date=\(Self.date)&path=/", as: Self.form)
        }
        #expect(answer.status == 507)
        #expect(answer.problem == "out-of-space")
        #expect(answer.headers[.retryAfter] != nil)
        #expect(answer.headers[.setCookie] == nil)
    }

    @Test func `answers 503 while the store is away, and gives no session`() async throws {
        let server = try TestServer()
        server.faults.failAppends(TrailError(.storeUnavailable, "secret path /var/lib"))
        let answer = try await server.run {
            try await $0.post("/djaffar/log/", "date=\(Self.date)&path=/", as: Self.form)
        }
        #expect(answer.status == 503)
        #expect(answer.problem == "store-unavailable")
        #expect(answer.headers[.retryAfter] == "5")
        #expect(!answer.text.contains("/var/lib"))
        #expect(answer.headers[.setCookie] == nil)
    }

    @Test func `records nothing where capture.page is off, and says so`() async throws {
        let server = try TestServer(
            capturing: CaptureConfiguration(environment: ["TRAIL_CAPTURE_PAGE": "false"])
        )
        try await server.run { client in
            let answer = try await client.post(
                "/djaffar/logs/",
                #"{"date":"2026-11-21T02:38:40Z","path":"/a"}"#
            )
            #expect(answer.status == 403)
            #expect(answer["Set-Cookie"] == nil)
        }
        #expect(await server.events().isEmpty)
    }
}
