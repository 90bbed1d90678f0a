import Testing

@testable import Trail

@Suite struct UserAgentEnricherTests {
    private let firefox =
        "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"

    private func draft(_ userAgent: String?) -> Event.Draft {
        var draft = Event.Draft.sample(1)
        draft.context.userAgent = userAgent
        return draft
    }

    @Test func `adds what the user agent tells`() {
        let context = UserAgentEnricher().enrich(self.draft(self.firefox)).context
        #expect(context.browser == "Firefox 131")
        #expect(context.platform == "Linux")
        #expect(context.os == "Linux")
        #expect(context.isBot == false)
        #expect(context.userAgent == self.firefox)
    }

    @Test func `never changes what the draft says already`() {
        var draft = self.draft(self.firefox)
        draft.context.browser = "Own"
        draft.context.isBot = true
        let context = UserAgentEnricher().enrich(draft).context
        #expect(context.browser == "Own")
        #expect(context.isBot == true)
        #expect(context.platform == "Linux")
        draft.context.platform = "Windows"
        draft.context.os = "Windows 3.1"
        #expect(UserAgentEnricher().enrich(draft) == draft)
    }

    @Test(arguments: [nil, "", "???"])
    func `leaves a draft alone of which it can tell nothing`(userAgent: String?) {
        let draft = self.draft(userAgent)
        #expect(UserAgentEnricher().enrich(draft) == draft)
    }

    @Test func `gives the same answer again, and with a full cache`() {
        let enricher = UserAgentEnricher(capacity: 2)
        for round in 0..<3 {
            for version in 1...5 {
                let draft = self.draft("Mozilla/5.0 Firefox/\(version).0")
                let browser = enricher.enrich(draft).context.browser
                #expect(browser == "Firefox \(version)", "\(round)")
            }
        }
    }
}
