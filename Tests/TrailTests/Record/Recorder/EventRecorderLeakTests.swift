import InMemoryLogging
import Logging
import MetricsTestKit
import ServiceLifecycleTestKit
import Testing
import TrailTesting

@testable import Trail

/// No secret reaches a store, dead letters, a log, an error or a metric.
@Suite(.timeLimit(.minutes(1)))
struct EventRecorderLeakTests {
    private static let leaks = LeakCorpus.named + LeakCorpus.looks

    /// Drafts with `text` in every free text and in all free JSON of each kind.
    private static func drafts(_ text: String) -> [Event.Draft] {
        let json: CanonicalJSON = ["a": [["b": .string(text)]], "c": .string(text)]
        var request = RequestDetail(method: "GET", url: "/x?" + text, query: text)
        request.route = "/" + text
        var system = SystemDetail(.error, category: "server", eventName: "failed", message: text)
        system.traceback = "line 1\n" + text + "\nline 3"
        system.source = text
        system.facts = json
        let details: [Event.Detail] = [
            .page(PageDetail(path: text, referer: text)),
            .action(ActionDetail(.update, remarks: text)),
            .crud(CRUDDetail(.update, model: "order", before: json, after: json)),
            .login(LoginDetail(.failed, username: text, remarks: text)), .request(request),
            .cors(CORSDetail(method: "GET", url: text, query: text, frontendURL: text)),
            .system(system),
        ]
        return details.map { detail in
            var draft = Event.Draft(detail, actor: Event.Actor(type: .user, id: "7", name: text))
            draft.actor?.credential = text
            draft.actor?.onBehalfOf = Event.Represented(id: "8", name: text)
            draft.context.userAgent = text
            draft.context.browser = text
            draft.context.platform = text
            draft.context.os = text
            draft.context.origin = text
            draft.context.referer = text
            draft.context.source = text
            draft.context.geo = Event.Geo()
            draft.context.geo?.city = text
            draft.targets = [Event.Target(type: "order", id: "1", label: text)]
            draft.changes = [Event.Change(field: "note", old: .init(.string(text)), new: json)]
            draft.metadata = json
            return draft
        }
    }

    /// A secret as it stands in JSON.
    private static func escaped(_ secret: String) -> String {
        String(decoding: CanonicalJSON(.string(secret)).bytes.dropFirst().dropLast(), as: UTF8.self)
    }

    private static func text(of sections: Sections) -> String {
        SectionName.allCases.compactMap { sections[$0]?.text }
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    @Test func `no secret reaches the store`() async throws {
        let bench = try await VerifierBench(events: 0)
        let recorder = EventRecorder(
            store: bench.store,
            clock: bench.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        for leak in Self.leaks {
            var events: [EncodedEvent] = []
            for draft in Self.drafts(leak.text) { events.append(try recorder.encode(draft)) }
            _ = try await bench.store.append(AppendRequest(events))
        }
        let query = EventQuery(tenant: .default, order: .ledger, limit: 1_000)
        let page = await bench.store.page(query)
        #expect(page.events.count == Self.leaks.count * 7)
        for (place, leak) in Self.leaks.enumerated() {
            for event in page.events[place * 7..<place * 7 + 7] {
                let text = Self.text(of: event.sections)
                #expect(!text.contains(Self.escaped(leak.secret)), "\(leak): \(text)")
            }
        }
        #expect(try await bench.verify().isIntact)
    }

    @Test func `no secret reaches dead letters, logs or metrics`() async throws {
        let fixture = RecorderFixture(
            ScriptedLedger { _, events in
                guard events.contains(where: { $0.header.kind != .system }) else { return }
                throw TrailError(.unstorable, "refused")
            }
        )
        try await fixture.run {
            for leak in Self.leaks {
                for draft in Self.drafts(leak.text) { fixture.recorder.record(draft) }
                var invalid = Self.drafts(leak.text)[0]
                invalid.context.ip = leak.text + String(repeating: "x", count: 600)
                fixture.recorder.record(invalid)
            }
        }
        let letters = try await fixture.deadLetters.letters(limit: 10_000)
        #expect(letters.count == Self.leaks.count * 6)
        let said =
            letters.map { Self.text(of: $0.event.sections) + $0.message }
            + fixture.ledger.sealed.map { Self.text(of: $0.sections) }
            + fixture.log.entries.map { "\($0.message) \($0.metadata)" }
            + fixture.metrics.counters.map { "\($0.label) \($0.dimensions)" }
        let all = said.joined(separator: "\n")
        for leak in Self.leaks where leak.secret.count > 5 {
            #expect(!all.contains(Self.escaped(leak.secret)), "\(leak)")
        }
    }

    @Test(arguments: Self.leaks)
    func `no error repeats a secret`(leak: LeakCorpus.Leak) async throws {
        let fixture = RecorderFixture()
        try await fixture.run {
            for draft in Self.drafts(leak.text) {
                var draft = draft
                draft.context.ip = leak.text + String(repeating: "x", count: 600)
                let error = await #expect(throws: EventError.self) {
                    try await fixture.recorder.recordDurably(draft)
                }
                #expect(error?.description.contains(leak.secret) == false)
            }
        }
    }

    @Test func `an unknown field is named without the secret in it`() throws {
        let text = #"{"kind":"page","\#(LeakCorpus.jwt)":1}"#
        let error = #expect(throws: EventError.self) {
            try Event.Draft(parsing: Array(text.utf8))
        }
        #expect(error?.field == "[masked: jwt]")
    }

    @Test func `a retry is recognised though it was masked`() async throws {
        let bench = try await VerifierBench(events: 0)
        let fixture = RecorderFixture()
        for leak in Self.leaks {
            for var draft in Self.drafts(leak.text) {
                draft.id = EventID.random(at: Timestamp(microseconds: 5))
                draft.occurredAt = Timestamp(microseconds: 7)
                let first = try fixture.recorder.encode(draft)
                let again = try fixture.recorder.encode(draft)
                #expect(first.stated == .all)
                #expect(first.sections != again.sections)
                let outcomes = try await bench.store.append(AppendRequest([first])).outcomes
                let repeated = try await bench.store.append(AppendRequest([again])).outcomes
                guard case .sealed(let receipt)? = outcomes.first,
                    case .repeated(let other)? = repeated.first
                else {
                    Issue.record("\(leak): \(outcomes) \(repeated)")
                    continue
                }
                #expect(receipt == other)
            }
        }
    }

    @Test func `a retry with another text beside the secret is a conflict`() async throws {
        let bench = try await VerifierBench(events: 0)
        let fixture = RecorderFixture()
        var draft = Event.Draft(.request(RequestDetail(method: "GET", url: "/a?token=x1")))
        draft.id = EventID.random(at: Timestamp(microseconds: 5))
        _ = try await bench.store.append(AppendRequest([try fixture.recorder.encode(draft)]))
        draft.detail = .request(RequestDetail(method: "GET", url: "/b?token=x1"))
        let event = try fixture.recorder.encode(draft)
        let outcomes = try await bench.store.append(AppendRequest([event])).outcomes
        guard case .conflict? = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
    }

    @Test func `the guard sees what enrichers add`() async throws {
        let fixture = RecorderFixture(enrichers: [EnricherChainTests.Append(text: "token=abc1")])
        let event = try fixture.recorder.encode(.sample(1))
        #expect(Self.text(of: event.sections).contains("token=[masked: token]"))
    }

    @Test func `a recorder may have no guard`() async throws {
        let fixture = RecorderFixture(leakGuard: nil)
        let event = try fixture.recorder.encode(Event.Draft(.page(PageDetail(path: "/?token=a1"))))
        #expect(Self.text(of: event.sections).contains("token=a1"))
    }
}
