import InMemoryLogging
import Logging
import Testing

@testable import Trail

private struct Leaky: Error, CustomStringConvertible {
    var description: String { "token=abc" }
}

@Suite(.timeLimit(.minutes(1)))
struct EventLogHandlerTests {
    private static func logger(
        _ fixture: RecorderFixture,
        label: String = "com.example.Shop",
        rate: Int = 10,
        burst: Int = 100
    ) -> (Logger, LogCapture) {
        let capture = LogCapture(fixture.recorder, rate: rate, burst: burst)
        let logger = Logger(label: label) { label in
            MultiplexLogHandler([
                InMemoryLogHandler(), EventLogHandler(label: label, into: capture),
            ])
        }
        return (logger, capture)
    }

    private static func whats(_ fixture: RecorderFixture) -> [JSON] {
        fixture.ledger.sealed.map { event in
            CanonicalJSON(canonical: event.sections.what?.text ?? []).value
        }
    }

    private static func detail(_ what: JSON, _ key: String) -> JSON? {
        guard case .object(let members) = what, case .object(let detail) = members["detail"] else {
            return nil
        }
        return detail[key]
    }

    @Test func `error and critical lines become system events`() async throws {
        let fixture = RecorderFixture()
        var (logger, _) = Self.logger(fixture)
        logger[metadataKey: "shard"] = "3"
        let line = #line + 2
        try await fixture.run { [logger] in
            logger.error("payment failed", error: Leaky(), metadata: ["order": ["id": "9"]])
            logger.critical("out of disk", metadata: ["category": "Storage"])
            logger.warning("slow")
        }
        let whats = Self.whats(fixture)
        #expect(whats.count == 2)
        #expect(
            fixture.ledger.sealed.map(\.header.action.name) == [
                "com_example_shop.error", "storage.critical",
            ]
        )
        #expect(Self.detail(whats[0], "severity") == "ERROR")
        #expect(Self.detail(whats[0], "message") == "payment failed")
        #expect(Self.detail(whats[0], "source") == "TrailTests")
        guard case .string(let trace) = Self.detail(whats[0], "traceback") else {
            Issue.record("no traceback")
            return
        }
        #expect(trace.contains("EventLogHandlerTests.swift:\(line) "))
        guard case .object(let members) = whats[0] else { return }
        #expect(members["metadata"] == ["order": ["id": "9"], "shard": "3"])
        #expect(Self.detail(whats[1], "severity") == "CRITICAL")
        #expect(Self.detail(whats[1], "category") == "storage")
        #expect(!"\(whats)".contains("token=abc"))
        #expect("\(whats[0])".contains("Leaky"))
    }

    @Test func `lines know the scope in which they were logged`() async throws {
        let fixture = RecorderFixture()
        let (logger, _) = Self.logger(fixture)
        try await fixture.run {
            let actor = Event.Actor(type: .user, id: "7")
            CaptureScope.$current.withValue(CaptureScope(actor: actor)) { logger.error("x") }
        }
        let who = fixture.ledger.sealed.first?.sections.who?.text ?? []
        #expect(String(decoding: who, as: UTF8.self).contains(#""id":"7""#))
    }

    @Test(arguments: ["trail", "trail.recorder"])
    func `lines of Trail's own loggers never become events`(label: String) async throws {
        let fixture = RecorderFixture()
        let (logger, _) = Self.logger(fixture, label: label)
        try await fixture.run { logger.critical("x") }
        #expect(fixture.ledger.sealed.isEmpty)
    }

    @Test func `other loggers may have a name that begins alike`() async throws {
        let fixture = RecorderFixture()
        let (logger, _) = Self.logger(fixture, label: "trailblazer")
        try await fixture.run { logger.error("x") }
        #expect(fixture.ledger.sealed.count == 1)
    }

    @Test func `lines with Trail's metadata never become events`() async throws {
        let fixture = RecorderFixture()
        let (logger, _) = Self.logger(fixture)
        try await fixture.run { logger.error("x", metadata: ["trail.count": "3"]) }
        #expect(fixture.ledger.sealed.isEmpty)
    }

    @Test func `what an enricher or the store logs never becomes an event`() async throws {
        struct Talkative: Enricher {
            let logger: Logger
            func enrich(_ draft: Event.Draft) -> Event.Draft {
                self.logger.error("enriching")
                return draft
            }
        }
        let target = RecorderFixture()
        let (logger, _) = Self.logger(target)
        let ledger = ScriptedLedger { _, _ in logger.error("storing") }
        let fixture = RecorderFixture(ledger, enrichers: [Talkative(logger: logger)])
        try await target.run {
            try await fixture.run {
                fixture.recorder.record(.sample(1))
                _ = try await fixture.recorder.recordDurably(.sample(2))
            }
        }
        #expect(fixture.ledger.sealed.count == 2)
        #expect(target.ledger.sealed.isEmpty)
    }

    @Test func `an enricher that logs cannot make a loop`() async throws {
        final class Loop: Enricher {
            nonisolated(unsafe) var logger = Logger(label: "x")
            func enrich(_ draft: Event.Draft) -> Event.Draft {
                self.logger.error("again")
                return draft
            }
        }
        let loop = Loop()
        let fixture = RecorderFixture(enrichers: [loop])
        loop.logger = Self.logger(fixture).0
        try await fixture.run { [logger = loop.logger] in logger.error("once") }
        #expect(Self.whats(fixture).map { Self.detail($0, "message") } == ["once"])
    }

    @Test func `a storm of lines is cut, and how much was left out is told`() async throws {
        let fixture = RecorderFixture()
        let (logger, capture) = Self.logger(fixture, rate: 1, burst: 5)
        try await fixture.run {
            for number in 0..<50 { logger.error("failure \(number)") }
            capture.tellOfLeftOut()
            capture.tellOfLeftOut()
        }
        #expect(fixture.ledger.sealed.last?.header.action.name == "log.lines_left_out")
        #expect(Self.detail(try #require(Self.whats(fixture).last), "severity") == "WARNING")
        #expect(fixture.ledger.sealed.count < 20)
        #expect(Self.linesToldOf(fixture) == 50)
    }

    /// How many lines were recorded, or told to have been left out; how many of each depends on
    /// how long it all took.
    private static func linesToldOf(_ fixture: RecorderFixture) -> Int64 {
        Self.whats(fixture).map { what -> Int64 in
            guard Self.detail(what, "event_name") == "lines_left_out" else { return 1 }
            guard case .object(let facts) = Self.detail(what, "facts"),
                case .integer(let count) = facts["count"]
            else { return 0 }
            return count
        }.reduce(0, +)
    }

    @Test func `as a service it tells by itself, a last time at the end`() async throws {
        let fixture = RecorderFixture()
        let capture = LogCapture(fixture.recorder, rate: 1, burst: 1, interval: .milliseconds(5))
        let logger = Logger(label: "x") { EventLogHandler(label: $0, into: capture) }
        try await fixture.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await capture.run() }
                for _ in 0..<3 { logger.error("x") }
                try await eventually { fixture.ledger.sealed.count >= 2 }
                for _ in 0..<2 { logger.error("x") }
                group.cancelAll()
            }
        }
        #expect(Self.linesToldOf(fixture) == 5)
    }

    @Test func `metadata of any size and depth is cut to what an event takes`() async throws {
        var nested: Logger.MetadataValue = "deep"
        for _ in 0..<100 { nested = ["n": nested] }
        let wide = Logger.MetadataValue.array(
            Array(repeating: .string(String(repeating: "\u{1}", count: 9_000)), count: 5_000)
        )
        let fixture = RecorderFixture()
        let (logger, _) = Self.logger(fixture)
        let text = String(repeating: "x", count: 1_000_000) + "\u{0}"
        try await fixture.run { [nested, wide] in
            logger.error("\(text)", metadata: ["nested": nested, "wide": wide, "a": .string(text)])
        }
        #expect(fixture.ledger.sealed.count == 1)
    }

    @Test func `level and metadata are values, as every log handler's`() {
        let fixture = RecorderFixture()
        let capture = LogCapture(fixture.recorder)
        var one = Logger(label: "x") { EventLogHandler(label: $0, into: capture) }
        one.logLevel = .debug
        one[metadataKey: "only-on"] = "first"
        var other = one
        other.logLevel = .error
        other[metadataKey: "only-on"] = "second"
        #expect(one.logLevel == .debug)
        #expect(other.logLevel == .error)
        #expect(one[metadataKey: "only-on"] == "first")
        #expect(other[metadataKey: "only-on"] == "second")
    }
}
