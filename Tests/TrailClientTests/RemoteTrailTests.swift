import HTTPTypes
import Hummingbird
import MerkleLog
import NIOCore
import Synchronization
import Testing
import Trail
import TrailClient
import TrailTesting

@Suite(.timeLimit(.minutes(1)))
struct RemoteTrailTests {
    @Test func `sends events whole and in order, and reads their receipts`() async throws {
        let server = try await RemoteServer()
        var samples = SampleEvents(seed: 5, time: server.clock.now())
        let events = try samples.events(200)
        let result = try await server.run { url in
            let remote = try remoteTrail(url, token: server.token)
            return try await remote.append(AppendRequest(events))
        }
        let stored = await server.events
        #expect(result.failure == nil)
        #expect(stored.map(\.header) == events.map(\.header))
        for (event, original) in zip(stored, events) {
            #expect(event.sections.what?.text == original.sections.what?.text)
            #expect(event.sections.where?.text == original.sections.where?.text)
        }
        #expect(
            result.outcomes
                == stored.map {
                    .sealed(.durable($0.header.id, index: $0.index, leaf: $0.leaf))
                }
        )
        let who = String(decoding: stored[0].sections.who?.text ?? [], as: UTF8.self)
        #expect(who.contains(#""credential":"token:app""#) && who.contains(#""verified":false"#))
    }

    @Test func `the same events again are repetitions with the first receipts`() async throws {
        let server = try await RemoteServer()
        let events = try EncodedEvent.samples(0..<20)
        try await server.run { url in
            let remote = try remoteTrail(url, token: server.token)
            let first = try await remote.append(AppendRequest(events))
            let again = try await remote.append(AppendRequest(events))
            let receipts = first.outcomes.map { outcome -> Receipt? in
                if case .sealed(let receipt) = outcome { receipt } else { nil }
            }
            #expect(
                again.outcomes
                    == receipts.compactMap { $0 }.map { AppendResult.Outcome.repeated($0) }
            )
            let other = EncodedEvent(
                header: events[3].header,
                sections: events[4].sections,
                stated: .all
            )
            let clash = try await remote.append(AppendRequest([other]))
            #expect(clash.outcomes == [.conflict(events[3].header.id)])
        }
        #expect(await server.numbers == Array(0..<20))
    }

    @Test func `compresses, and stops where that is not understood`() async throws {
        let codings = Mutex<[String?]>([])
        let server = try await RemoteServer()
        let gate: Gatekeeper = { request, next in
            codings.withLock { $0.append(request.headers[.contentEncoding]) }
            guard request.headers[.contentEncoding] == nil else {
                return Response(status: .unsupportedMediaType)
            }
            return try await next(request)
        }
        try await server.run(gate: gate) { url in
            let remote = try remoteTrail(url, token: server.token)
            for number in 0..<3 {
                _ = try await remote.append(AppendRequest([EncodedEvent.sample(number)]))
            }
        }
        #expect(codings.withLock { $0 } == ["gzip", nil, nil, nil])
        #expect(await server.numbers == [0, 1, 2])
    }

    @Test func `a body that is too large is split, and the next one is smaller at once`()
        async throws
    {
        let sizes = Mutex<[Int]>([])
        let server = try await RemoteServer()
        let gate: Gatekeeper = { request, next in
            let size = request.headers[.contentLength].flatMap { Int($0) } ?? 0
            sizes.withLock { $0.append(size) }
            return size > 4_000 ? Response(status: .contentTooLarge) : try await next(request)
        }
        try await server.run(gate: gate) { url in
            let remote = try remoteTrail(url, token: server.token) { $0.compresses = false }
            let first = try await remote.append(AppendRequest(EncodedEvent.samples(0..<100)))
            #expect(first.outcomes.count == 100)
            let refusals = sizes.withLock { $0.filter { $0 > 4_000 }.count }
            #expect(refusals > 0)
            _ = try await remote.append(AppendRequest(EncodedEvent.samples(100..<200)))
            #expect(sizes.withLock { $0.filter { $0 > 4_000 }.count } == refusals)
        }
        #expect(await server.numbers == Array(0..<200), "in order")
    }

    @Test func `an event that alone is too large is refused, the others are stored`() async throws {
        let server = try await RemoteServer()
        let gate: Gatekeeper = { request, next in
            let size = request.headers[.contentLength].flatMap { Int($0) } ?? 0
            return size > 4_000 ? Response(status: .contentTooLarge) : try await next(request)
        }
        var draft = Event.Draft.sample(1)
        draft.metadata = ["filler": .string(String(repeating: "x", count: 5_000))]
        let large = EncodedEvent(
            try Event(draft, tenant: .default, now: server.clock.now()),
            stated: .all
        )
        let events = [try EncodedEvent.sample(0), large, try EncodedEvent.sample(2)]
        let result = try await server.run(gate: gate) { url in
            try await remoteTrail(url, token: server.token) { $0.compresses = false }
                .append(AppendRequest(events))
        }
        #expect(
            result.outcomes[1]
                == .refused(large.header.id, reason: "the event alone is too large a body")
        )
        #expect(await server.numbers == [0, 2])
    }

    @Test(arguments: [
        (401, TrailError.Code.invalidConfiguration), (403, .invalidConfiguration),
        (404, .invalidConfiguration), (301, .invalidConfiguration), (400, .unstorable),
        (408, .storeUnavailable), (429, .storeUnavailable), (500, .storeUnavailable),
        (503, .storeUnavailable), (507, .outOfSpace),
    ]) func `knows what a status means`(status: Int, code: TrailError.Code) async throws {
        let responder = ScriptedResponder { _ in
            Response(
                status: .init(code: status),
                headers: [.location: "/elsewhere", .retryAfter: "7"]
            )
        }
        let events = try EncodedEvent.samples(0..<2)
        let error = try await RemoteServer.serve(responder, port: 0) { url in
            await #expect(throws: TrailError.self) {
                try await remoteTrail(url, token: "t").append(AppendRequest(events))
            }
        }
        #expect(error?.code == code)
        #expect(error?.message.contains("\(status)") == true)
        if code == .storeUnavailable { #expect(error?.retryAfter == .seconds(7)) }
    }

    @Test func `a pause beyond belief is cut short`() async throws {
        let responder = ScriptedResponder { _ in
            Response(status: .serviceUnavailable, headers: [.retryAfter: "99999999"])
        }
        let events = try EncodedEvent.samples(0..<1)
        let error = try await RemoteServer.serve(responder, port: 0) { url in
            await #expect(throws: TrailError.self) {
                try await remoteTrail(url, token: "t") { $0.longestPause = .seconds(60) }
                    .append(AppendRequest(events))
            }
        }
        #expect(error?.retryAfter == .seconds(60))
    }

    @Test(.timeLimit(.minutes(1)))
    func `does not wait for ever, neither for the answer nor for its end`() async throws {
        let endless = ScriptedResponder { request in
            guard request.headers[.userAgent] == "trail-client" else {
                return Response(status: .ok)
            }
            let body = ResponseBody { writer in
                while !Task.isCancelled {
                    try await writer.write(ByteBuffer(string: " "))
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            return Response(status: .ok, body: body)
        }
        let silent = ScriptedResponder { _ in
            try await Task.sleep(for: .seconds(2))
            return Response(status: .ok)
        }
        let events = try EncodedEvent.samples(0..<1)
        let attempt: @Sendable (String) async throws -> Void = { url in
            let error = await #expect(throws: TrailError.self) {
                try await remoteTrail(url, token: "t") { $0.requestTime = .milliseconds(200) }
                    .append(AppendRequest(events))
            }
            #expect(error?.code == .storeUnavailable)
        }
        try await RemoteServer.serve(endless, port: 0, attempt)
        try await RemoteServer.serve(silent, port: 0, attempt)
    }

    @Test func `a token that may not record is a wrong setting`() async throws {
        let server = try await RemoteServer(scopes: [.read])
        let events = try EncodedEvent.samples(0..<1)
        try await server.run { url in
            for token in [server.token, TokenSecretSample.unknown] {
                let error = await #expect(throws: TrailError.self) {
                    try await remoteTrail(url, token: token).append(AppendRequest(events))
                }
                #expect(error?.code == .invalidConfiguration)
            }
        }
    }
}

enum TokenSecretSample {
    /// A token that no server knows.
    static let unknown = "trail_" + String(repeating: "A", count: 43)
}
