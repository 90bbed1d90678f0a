import Testing

@testable import TrailServer

@Suite struct BrowserSessionsTests {
    private let sessions = BrowserSessions(
        key: Array(repeating: 1, count: 32),
        maximumAge: nil
    )

    private func value(_ setCookie: String) -> String {
        let pair = setCookie.prefix { $0 != ";" }
        return String(pair.dropFirst(BrowserSessions.cookieName.count + 1))
    }

    @Test func `recognises a cookie of its own`() {
        let made = self.sessions.make(now: 1_000, isSecure: false)
        let session = self.sessions.session(from: self.value(made.setCookie), now: 2_000)
        #expect(session == made.session)
        #expect(made.session.id.count == 22)
    }

    @Test func `makes another session every time`() {
        let ids = Set((0..<100).map { _ in self.sessions.make(now: 0, isSecure: false).session.id })
        #expect(ids.count == 100)
    }

    @Test func `never takes over a value that a client made up or altered`() {
        let value = Array(self.value(self.sessions.make(now: 0, isSecure: false).setCookie))
        for place in value.indices {
            var altered = value
            altered[place] = altered[place] == "A" ? "B" : "A"
            #expect(self.sessions.session(from: String(altered), now: 0) == nil)
        }
        for text in ["", "x", String(repeating: "A", count: 54), String(value) + "A"] {
            #expect(self.sessions.session(from: text, now: 0) == nil)
        }
    }

    @Test func `knows nothing of another server's sessions`() {
        let other = BrowserSessions(key: [2], maximumAge: nil)
        let value = self.value(other.make(now: 0, isSecure: false).setCookie)
        #expect(self.sessions.session(from: value, now: 0) == nil)
    }

    @Test func `ends a session at its age`() {
        let hour = BrowserSessions(key: [1], maximumAge: .seconds(3_600))
        let made = hour.make(now: 1_000, isSecure: false)
        let value = self.value(made.setCookie)
        #expect(hour.session(from: value, now: 4_599) == made.session)
        #expect(hour.session(from: value, now: 4_600) == nil)
        let browser = self.value(self.sessions.make(now: 0, isSecure: false).setCookie)
        #expect(self.sessions.session(from: browser, now: 30 * 86_400 - 1) != nil)
        #expect(self.sessions.session(from: browser, now: 30 * 86_400) == nil)
    }

    @Test func `sets the attributes of the cookie`() {
        let cookie = self.sessions.make(now: 0, isSecure: false).setCookie
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
        let aged = BrowserSessions(key: [1], maximumAge: .seconds(60))
        let secure = aged.make(now: 0, isSecure: true).setCookie
        #expect(secure.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60"))
    }

    @Test func `records no value by which a session could be taken over`() {
        let made = self.sessions.make(now: 0, isSecure: false)
        #expect(made.session.id != self.value(made.setCookie))
        #expect(self.sessions.session(from: made.session.id, now: 0) == nil)
    }
}
