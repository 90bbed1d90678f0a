import Testing

@testable import Trail

@Suite struct CaptureScopeTextTests {
    @Test func `reads what it wrote`() throws {
        var context = Event.Context()
        context.ip = "2001:db8::1"
        context.userAgent = "a \"b\" \u{1} é"
        context.isBot = true
        context.sourceSequence = 9
        var geo = Event.Geo()
        geo.city = "Wien"
        context.geo = geo
        let actor = Event.Actor(
            type: .service,
            id: "number:1",
            name: "Ann",
            isVerified: true,
            onBehalfOf: Event.Represented(type: .user, id: "2", name: "Bob"),
            session: "s",
            credential: "token ci"
        )
        let scope = CaptureScope(tenant: try TenantID("acme"), actor: actor, context: context)
        #expect(try CaptureScope(parsing: scope.text) == scope)
        #expect(try CaptureScope(parsing: CaptureScope().text) == CaptureScope())
        #expect(CaptureScope().text == Array("{}".utf8))
    }

    @Test func `refuses anything else`() {
        for text in ["", "[]", "{\"x\":1}", "{\"tenant\":\"A B\"}", "{\"who\":{\"type\":\"x\"}}"] {
            #expect(throws: EventError.self) { try CaptureScope(parsing: Array(text.utf8)) }
        }
    }
}
