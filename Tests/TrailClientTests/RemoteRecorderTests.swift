import HTTPTypes
import Hummingbird
import InMemoryLogging
import Logging
import NIOCore
import Synchronization
import Testing
import Trail
import TrailClient
import TrailSQLite
import TrailServer
import TrailTesting

@Suite(.timeLimit(.minutes(2)))
struct RemoteRecorderTests {
    @Test func `an app's events arrive with the numbers of their source`() async throws {
        let folder = try TemporaryFolder()
        let server = try await RemoteServer()
        let sequence = try SourceSequence(source: "web-3", path: folder.file("sequence"))
        try await server.run { url in
            let remote = try remoteTrail(url, token: server.token)
            let client = RemoteRecorder(remote, sequence: sequence)
            try await client.run {
                for number in 0..<50 { client.recorder.record(.sample(number)) }
                let receipt = try await client.recorder.recordDurably(.sample(50))
                guard case .durable(_, index: 50, _) = receipt else {
                    Issue.record("not \(receipt)")
                    return
                }
            }
        }
        #expect(await server.numbers == Array(0...50))
        let reports = try await SourceGaps.find(in: server.store, of: .default).reports
        #expect(reports.map(\.source) == ["web-3"])
        #expect(reports.map(\.received) == [51])
        #expect(reports.map(\.missing) == [0])
    }

    @Test func `while the server is away the spool keeps everything in order`() async throws {
        let folder = try TemporaryFolder()
        let server = try await RemoteServer()
        let spool = try folder.spool()
        let url = try await server.run { $0 }
        let port = try #require(url.split(separator: ":").last?.split(separator: "/").first)
        let client = RemoteRecorder(try remoteTrail(url, token: server.token), spool: spool)
        try await client.run {
            for number in 0..<40 { client.recorder.record(.sample(number)) }
            let receipt = try await client.recorder.recordDurably(.sample(40))
            #expect(receipt == .accepted(receipt.id))
            #expect(client.recorder.status.outage == nil)
            try await server.run(port: try #require(Int(port))) { _ in
                try await eventually { try await spool.size().events == 0 }
                let durable = try await client.recorder.recordDurably(.sample(41))
                if case .accepted = durable { Issue.record("the server is there") }
            }
        }
        #expect(await server.numbers == Array(0...41))
        let messages = client.log.entries.map { "\($0.message)" }
        #expect(messages.last == "events are stored again")
    }

    @Test func `a killed app loses nothing that was answered`() async throws {
        let folder = try TemporaryFolder()
        let server = try await RemoteServer()
        let url = try await server.run { $0 }
        for turn in 0..<3 {
            let spool = try folder.spool()
            let client = RemoteRecorder(try remoteTrail(url, token: server.token), spool: spool)
            try await client.kill {
                for number in turn * 10..<(turn + 1) * 10 {
                    _ = try await client.recorder.recordDurably(.sample(number))
                }
            }
            try spool.close()
        }
        let spool = try folder.spool()
        #expect(try await spool.size().events == 30)
        try await server.run { url in
            let client = RemoteRecorder(try remoteTrail(url, token: server.token), spool: spool)
            try await client.run {
                try await eventually { try await spool.size().events == 0 }
            }
        }
        #expect(await server.numbers == Array(0..<30))
    }

    @Test func `a spool that is full overloads whoever waits`() async throws {
        let folder = try TemporaryFolder()
        let url = try await RemoteServer().run { $0 }
        let spool = try folder.spool(maximumBytes: 2_000)
        let client = RemoteRecorder(try remoteTrail(url, token: "t"), spool: spool)
        try await client.run {
            var kept = 0
            let error = await #expect(throws: TrailError.self) {
                for number in 0..<20 {
                    _ = try await client.recorder.recordDurably(.sample(number))
                    kept += 1
                }
            }
            #expect(error?.code == .overloaded)
            #expect(kept > 2)
            let size = try await spool.size()
            #expect(size.bytes <= 2_000)
        }
    }

    @Test func `leaves a server alone for as long as it asks`() async throws {
        let times = Mutex<[ContinuousClock.Instant]>([])
        let server = try await RemoteServer()
        let gate: Gatekeeper = { request, next in
            let attempt = times.withLock { times in
                times.append(.now)
                return times.count
            }
            guard attempt == 1 else { return try await next(request) }
            return Response(status: .tooManyRequests, headers: [.retryAfter: "1"])
        }
        try await server.run(gate: gate) { url in
            let client = RemoteRecorder(try remoteTrail(url, token: server.token))
            try await client.run {
                client.recorder.record(.sample(0))
                try await eventually { await server.numbers == [0] }
            }
        }
        let seen = times.withLock { $0 }
        #expect(seen.count == 2)
        #expect(seen[1] - seen[0] >= .milliseconds(990))
    }

    @Test func `what the server refuses is put aside with the reason`() async throws {
        let server = try await RemoteServer()
        try await server.run { url in
            var limits = EventLimits()
            limits.line = 100_000
            let remote = try remoteTrail(url, token: server.token)
            let client = RemoteRecorder(remote, limits: limits)
            try await client.run {
                client.recorder.record(.sample(0))
                let path = "/" + String(repeating: "x", count: 5_000)
                client.recorder.record(Event.Draft(.page(PageDetail(path: path))))
                client.recorder.record(.sample(2))
                _ = try await client.recorder.recordDurably(.sample(3))
            }
            let letters = try await client.deadLetters.letters(limit: 10)
            #expect(letters.map(\.reason) == [.unstorable])
            #expect(
                letters.map(\.message) == [
                    "the remote Trail refuses the event: 400 invalid-input (what.detail.path)"
                ]
            )
        }
        #expect(await server.numbers == [0, 2, 3])
    }

    @Test func `what an app loses shows as a gap and is told`() async throws {
        let folder = try TemporaryFolder()
        let server = try await RemoteServer()
        let sequence = try SourceSequence(source: "web-3", path: folder.file("sequence"))
        try await server.run { url in
            let remote = try remoteTrail(url, token: server.token)
            let client = RemoteRecorder(remote, sequence: sequence) { $0.buffer.events = 5 }
            for number in 0..<9 { client.recorder.record(.sample(number)) }
            try await client.run {
                try await eventually { client.recorder.status.queuedEvents == 0 }
                try await eventually { await server.events.count == 6 }
                _ = try await client.recorder.recordDurably(.sample(9))
            }
        }
        #expect(await server.numbers == [0, 1, 2, 3, 4, 9])
        let told = await server.events.filter { $0.header.kind == .system }
        #expect(told.map(\.header.action.name) == ["source.events_lost"])
        let gaps = try await SourceGaps.find(in: server.store, of: .default)
        let report = try #require(gaps.reports.first)
        #expect(report.gaps.map(\.numbers) == [6...9])
        #expect(report.missing == 4)
    }

    @Test func `the token is never said, whatever goes wrong`() async throws {
        let secret = "trail_" + String(repeating: "Qz7", count: 14) + "x"
        let log = Mutex<[InMemoryLogHandler]>([])
        let statuses = [200, 400, 401, 403, 404, 413, 500]
        let asked = Mutex(0)
        let echo = ScriptedResponder { request in
            let field = request.headers[.authorization] ?? ""
            #expect(field == "Bearer " + secret)
            let turn = asked.withLock { asked in
                defer { asked += 1 }
                return asked
            }
            let status = statuses[turn % statuses.count]
            return Response(
                status: .init(code: status),
                headers: [.contentType: "application/json", .location: field, .retryAfter: field],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(
                        string: #"{"line":1,"status":400,"type":"\#(field)","detail":"\#(field)"}"#
                    )
                )
            )
        }
        let attempt: @Sendable (String) async throws -> Void = { url in
            for _ in 0..<20 {
                let client = RemoteRecorder(try remoteTrail(url, token: secret))
                try await client.run {
                    do {
                        _ = try await client.recorder.recordDurably(.sample(1))
                    } catch {
                        #expect(!"\(error)".contains(secret))
                        #expect(!String(reflecting: error).contains(secret))
                        var dumped = ""
                        dump(error, to: &dumped)
                        #expect(!dumped.contains(secret))
                    }
                }
                log.withLock { $0.append(client.log) }
            }
        }
        try await RemoteServer.serve(echo, port: 0, attempt)
        #expect(asked.withLock { $0 } >= statuses.count)
        try await attempt("http://127.0.0.1:1/api/activity")
        let entries = log.withLock { $0.flatMap(\.entries) }
        #expect(!entries.isEmpty)
        for entry in entries {
            #expect(!"\(entry.message) \(entry.metadata) \(entry)".contains("Qz7Qz7"))
        }
    }

    @Test(arguments: 0..<6) func `any interleaving of failures stores each event once, in order`(
        seed: Int
    ) async throws {
        let folder = try TemporaryFolder()
        let spool = try folder.spool()
        let random = Mutex(SeededGenerator(seed: UInt64(seed)))
        let isQuiet = Mutex(false)
        let server = try await RemoteServer()
        let gate: Gatekeeper = { request, next in
            let fault = random.withLock { Int.random(in: 0..<8, using: &$0) }
            switch isQuiet.withLock({ $0 }) ? 0 : fault {
            case 1: return Response(status: .serviceUnavailable)
            case 2:
                let size = request.headers[.contentLength].flatMap { Int($0) } ?? 0
                guard size > 600 else { return try await next(request) }
                return Response(status: .contentTooLarge)
            case 3:
                // Everything is recorded, and the answer lost.
                _ = try await next(request.without(.prefer))
                return Response(status: .badGateway)
            case 4:
                _ = try await next(request.without(.prefer))
                return Response(status: .ok)
            case 5:
                // The server sees only the first lines.
                return try await next(try await request.cut(to: 2))
            case 6: throw CancellationError()
            default: return try await next(request)
            }
        }
        try await server.run(gate: gate) { url in
            for turn in 0..<3 {
                let remote = try remoteTrail(url, token: server.token) { $0.compresses = false }
                let client = RemoteRecorder(remote, spool: spool) { $0.batch.events = 4 }
                try await client.kill {
                    for number in turn * 25..<(turn + 1) * 25 {
                        _ = try await client.recorder.recordDurably(.sample(number))
                    }
                }
            }
            isQuiet.withLock { $0 = true }
            let remote = try remoteTrail(url, token: server.token)
            let client = RemoteRecorder(remote, spool: spool)
            try await client.run {
                try await eventually { try await spool.size().events == 0 }
            }
            #expect(try await client.deadLetters.letters(limit: 10).isEmpty)
        }
        #expect(await server.numbers == Array(0..<75))
    }
}

extension Request {
    /// The request without a header field.
    fileprivate func without(_ name: HTTPField.Name) -> Request {
        var head = self.head
        head.headerFields[name] = nil
        return Request(head: head, body: self.body)
    }

    /// The request with the first lines of its body.
    fileprivate func cut(to lines: Int) async throws -> Request {
        let whole = try await self.body.collect(upTo: 1_000_000)
        let text = String(buffer: whole).split(separator: "\n").prefix(lines)
        var head = self.head
        head.headerFields[.contentLength] = nil
        let body = ByteBuffer(string: text.map { $0 + "\n" }.joined())
        return Request(head: head, body: RequestBody(buffer: body))
    }
}

extension HTTPField.Name {
    fileprivate static let prefer = HTTPField.Name("Prefer") ?? .accept
}
