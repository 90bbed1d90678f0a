import Testing

@testable import Trail

@Suite
struct CaptureScopeTests {
    private static let scope: CaptureScope = {
        var context = Event.Context()
        context.ip = "192.0.2.1"
        context.requestID = "r-1"
        let actor = Event.Actor(type: .user, id: "42", isVerified: true)
        return CaptureScope(actor: actor, context: context)
    }()

    @Test func `a draft that says nothing takes actor and context from the scope`() {
        let draft = Self.scope.complete(Event.Draft(.page(PageDetail(path: "/"))))
        #expect(draft.actor == Self.scope.actor)
        #expect(draft.context == Self.scope.context)
    }

    @Test func `a draft keeps what it says`() {
        var draft = Event.Draft(.page(PageDetail(path: "/")), actor: Event.Actor(type: .system))
        draft.context.ip = "192.0.2.9"
        let complete = Self.scope.complete(draft)
        #expect(complete.actor == Event.Actor(type: .system))
        #expect(complete.context.ip == "192.0.2.9")
        #expect(complete.context.requestID == "r-1")
    }

    @Test func `what a user agent or an address tells goes with it alone`() {
        var scope = CaptureScope()
        scope.context.ip = "192.0.2.1"
        scope.context.userAgent = "Firefox"
        scope.context.browser = "Firefox"
        scope.context.platform = "Desktop"
        scope.context.os = "Linux"
        scope.context.isBot = false
        scope.context.geo = Event.Geo()
        var draft = Event.Draft(.page(PageDetail(path: "/")))
        draft.context.ip = "203.0.113.9"
        draft.context.userAgent = "curl/8"
        let complete = scope.complete(draft).context
        #expect(complete.userAgent == "curl/8")
        #expect(complete.ip == "203.0.113.9")
        #expect([complete.browser, complete.platform, complete.os] == [nil, nil, nil])
        #expect(complete.isBot == nil)
        #expect(complete.geo == nil)
        var same = Event.Draft(.page(PageDetail(path: "/")))
        same.context.ip = "192.0.2.1"
        same.context.browser = "Other"
        #expect(scope.complete(same).context.geo == Event.Geo())
        #expect(scope.complete(same).context.browser == "Other")
        #expect(scope.complete(same).context.os == "Linux")
    }

    @Test func `what a task records carries its scope, also from its child tasks`() async throws {
        let fixture = RecorderFixture()
        try await fixture.run {
            await CaptureScope.$current.withValue(Self.scope) {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { fixture.recorder.record(.sample(1)) }
                }
            }
            fixture.recorder.record(.sample(2))
        }
        let texts = fixture.ledger.sealed.map { event -> String in
            guard case .sealed(let text, _) = event.sections.where else { return "" }
            return String(decoding: text, as: UTF8.self)
        }
        #expect(texts == [#"{"ip":"192.0.2.1","request_id":"r-1"}"#, ""])
    }

    @Test func `what is encoded for others takes nothing from the scope`() throws {
        let fixture = RecorderFixture()
        let event = try CaptureScope.$current.withValue(Self.scope) {
            try fixture.recorder.encode(.sample(1))
        }
        #expect(event.sections.where == nil)
    }
}
