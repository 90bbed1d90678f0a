import Testing

@testable import Trail

@Suite struct LeakGuardTests {
    private let guardian = LeakGuard.standard

    private func request(_ url: String, query: String? = nil) -> Event.Draft {
        Event.Draft(.request(RequestDetail(method: "GET", url: url, query: query)))
    }

    @Test func `a query is masked and the rest stays`() {
        var draft = self.request("/a", query: "page=2&token=abc&q=x")
        draft.context.referer = "https://ann:pw@a.example/x?api_key=1"
        draft.context.userAgent = "curl/8"
        let masked = self.guardian.enrich(draft)
        var expected = self.request("/a", query: "page=2&token=[masked: token]&q=x")
        expected.context.referer =
            "https://ann:[masked: password]@a.example/x?api_key=[masked: key]"
        expected.context.userAgent = "curl/8"
        #expect(masked == expected)
        #expect(self.guardian.enrich(masked) == masked)
    }

    @Test func `changes are masked by their fields`() {
        var draft = Event.Draft(.crud(CRUDDetail(.update, model: "user")))
        draft.changes = [
            Event.Change(field: "password", old: .init("a"), new: .init("b")),
            Event.Change(field: "email", old: .init("a@b"), new: .init(.null)),
            Event.Change(field: "apiKey", old: nil, new: .init(["x": "y", "n": nil])),
        ]
        let changes = self.guardian.enrich(draft).changes
        #expect(changes[0].old == CanonicalJSON("[masked: password]"))
        #expect(changes[0].new == CanonicalJSON("[masked: password]"))
        #expect(changes[1] == draft.changes[1])
        #expect(changes[2].new == ["x": "[masked: key]", "n": nil])
    }

    @Test func `a draft without secrets is not even copied`() {
        let draft = self.request("/orders/7", query: "page=2")
        #expect(self.guardian.masked(draft, within: EventLimits()) == nil)
    }

    @Test func `masks never make a valid draft invalid`() throws {
        let limits = EventLimits()
        let query = String(repeating: "pw=a&", count: limits.text / 5)
        var draft = self.request("/" + String(repeating: "é?pw=b&", count: 500), query: query)
        draft.context.userAgent = String(repeating: "pw=a ", count: limits.line / 5)
        var rows: [String: JSON] = [:]
        for number in 0..<12_000 { rows["pw\(number)"] = "a" }
        draft.metadata = CanonicalJSON(.object(rows))
        try limits.check(draft)
        let masked = try #require(self.guardian.masked(draft, within: limits))
        try limits.check(masked)
        #expect(masked.metadata == ["masked": "[masked: all]"])
        guard case .request(let request) = masked.detail else { return }
        #expect(request.query?.hasPrefix("pw=[masked: password]&pw=[masked") == true)
        #expect(request.query?.utf8.count == query.utf8.count)
        #expect(self.guardian.enrich(masked) == masked)
    }

    @Test func `an invalid draft stays invalid`() throws {
        let limits = EventLimits()
        let draft = self.request("/", query: "pw=a&" + String(repeating: "x", count: limits.text))
        let masked = try #require(self.guardian.masked(draft, within: limits))
        #expect(throws: EventError.self) { try limits.check(masked) }
    }

    @Test(arguments: ["token:Web-3", "jwt:https://id.example.com/", "jwt:Key1", "session:Ab1"])
    func `names of credentials stay, credentials go`(name: String) {
        var draft = self.request("/a")
        draft.actor = Event.Actor(type: .service, id: name, credential: name)
        #expect(self.guardian.enrich(draft) == draft)
        let secrets = [LeakCorpus.jwt, LeakCorpus.random, "password=hunter2"]
        for (secret, part) in zip(secrets, [LeakCorpus.jwt, LeakCorpus.random, "hunter2"]) {
            draft.actor?.credential = "token:" + secret
            let masked = self.guardian.enrich(draft)
            #expect(masked.actor?.credential?.contains("[masked: ") == true)
            #expect(masked.actor?.credential?.contains(part) == false)
            #expect(self.guardian.enrich(masked) == masked)
        }
    }

    @Test func `texts of others can be masked`() {
        #expect(LeakGuard.standard.masked("a token=x1 b") == "a token=[masked: token] b")
        #expect(LeakGuard.standard.masked("nothing") == "nothing")
    }
}
