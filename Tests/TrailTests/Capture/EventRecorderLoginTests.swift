import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderLoginTests {
    private static let ada = Event.Actor(type: .user, id: "7", name: "Ada", isVerified: true)

    private static func scope() -> CaptureScope {
        var context = Event.Context()
        context.ip = "192.0.2.1"
        var actor = Self.ada
        actor.session = "s-0"
        return CaptureScope(actor: actor, context: context).identifiable()
    }

    private static func texts(_ fixture: RecorderFixture) -> [(who: String, what: String)] {
        fixture.ledger.sealed.map { event in
            func text(_ section: Section?) -> String {
                String(decoding: section?.text ?? [], as: UTF8.self)
            }
            return (text(event.sections.who), text(event.sections.what))
        }
    }

    @Test func `each act of authentication is an event of its own type`() async throws {
        let fixture = RecorderFixture()
        let recorder = fixture.recorder
        try await fixture.run {
            try await CaptureScope.$current.withValue(Self.scope()) {
                try await recorder.login(of: Self.ada, session: "s-1", remarks: "passkey")
                try await recorder.tokenRefreshed()
                try await recorder.passwordChanged(username: "ada")
                try await recorder.loginFailed(username: "mallory", remarks: "no such user")
                try await recorder.logout()
            }
        }
        let actions = fixture.ledger.sealed.map(\.header.action.name)
        #expect(
            actions == [
                "session.login", "session.refresh", "session.password_change",
                "session.login_failed", "session.logout",
            ]
        )
        let whats = Self.texts(fixture).map(\.what)
        #expect(
            whats == [
                #"{"detail":{"login_type":0,"remarks":"passkey","username":"Ada"}}"#,
                #"{"detail":{"login_type":3,"username":"Ada"}}"#,
                #"{"detail":{"login_type":4,"username":"ada"}}"#,
                #"{"detail":{"login_type":2,"remarks":"no such user","username":"mallory"}}"#,
                #"{"detail":{"login_type":1,"username":"Ada"}}"#,
            ]
        )
        let user = #"{"id":"7","name":"Ada","session":"s-1","type":"user","verified":true}"#
        let nobody = #"{"session":"s-1","type":"anonymous","verified":false}"#
        #expect(Self.texts(fixture).map(\.who) == [user, user, user, nobody, user])
        #expect(fixture.ledger.sealed.allSatisfy { $0.sections.where != nil })
        #expect(fixture.ledger.sealed.map(\.header.outcome)[3] == .failure)
    }

    @Test func `a user without any name signs in, and acts, like any other`() async throws {
        let fixture = RecorderFixture()
        let actor = Event.Actor(type: .user, id: "7", isVerified: true)
        try await fixture.run {
            try await fixture.recorder.login(of: actor)
            try await fixture.recorder.passwordChanged(of: actor)
            try await fixture.recorder.logout(of: actor)
        }
        #expect(
            Self.texts(fixture).map(\.what) == [
                #"{"detail":{"login_type":0}}"#, #"{"detail":{"login_type":4}}"#,
                #"{"detail":{"login_type":1}}"#,
            ]
        )
        let user = #"{"id":"7","type":"user","verified":true}"#
        #expect(Self.texts(fixture).map(\.who) == [user, user, user])
    }

    @Test func `a failed login is recorded outside of any request, too`() async throws {
        let fixture = RecorderFixture()
        try await fixture.run { fixture.recorder.record(.loginFailed(username: "ghost")) }
        #expect(
            Self.texts(fixture).map(\.what) == [#"{"detail":{"login_type":2,"username":"ghost"}}"#]
        )
    }

    @Test func `whatever was tried as a name is no reason to lose the event`() async throws {
        let fixture = RecorderFixture()
        let names = ["", "a\u{0}b", String(repeating: "ö", count: 100_000)]
        try await fixture.run {
            for name in names {
                try await fixture.recorder.loginFailed(username: name, session: name)
            }
        }
        #expect(fixture.ledger.sealed.count == 3)
        #expect(Self.texts(fixture)[1].what.contains("a\u{FFFD}b"))
    }

    @Test func `what is recorded after a login knows who signed in`() async throws {
        let fixture = RecorderFixture()
        try await fixture.run {
            try await CaptureScope.$current.withValue(CaptureScope().identifiable()) {
                try await fixture.recorder.login(of: Self.ada)
                fixture.recorder.record(.sample(1))
            }
        }
        #expect(Self.texts(fixture).last?.who.contains(#""id":"7""#) == true)
    }

    @Test func `a login that cannot be recorded fails only if recording is strict`() async throws {
        let lenient = RecorderFixture { $0.buffer.events = 0 }
        try await lenient.run { try await lenient.recorder.login(of: Self.ada) }
        let strict = RecorderFixture {
            $0.strict = true
            $0.buffer.events = 0
        }
        let error = try await strict.run {
            await #expect(throws: TrailError.self) {
                try await strict.recorder.login(of: Self.ada)
            }
        }
        #expect(error?.code == .overloaded)
    }
}
