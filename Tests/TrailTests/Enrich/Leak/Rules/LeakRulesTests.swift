import Testing

@testable import Trail

@Suite struct LeakRulesTests {
    private func masked(_ text: String, _ entries: [String]) throws -> String {
        LeakGuard(try LeakRules(entries)).masked(text)
    }

    @Test(arguments: ["tax_id", "+taxId", "Tax-ID", "tax id"])
    func `a name is added in any spelling`(entry: String) throws {
        #expect(
            try self.masked("customer_tax_id=7", [entry])
                == "customer_tax_id=[masked: \(entry == "+taxId" ? "taxid" : "tax id")]"
        )
        #expect(try self.masked("syntax_idea=7", [entry]) == "syntax_idea=7")
        #expect(try self.masked("password=x", [entry]) == "password=[masked: password]")
    }

    @Test func `a name is taken away`() throws {
        #expect(try self.masked("session_id=x", ["-session_id"]) == "session_id=x")
        #expect(try self.masked("web_sessionId=x", ["-session-id"]) == "web_sessionId=x")
        #expect(try self.masked("sessionid=x", []) == "sessionid=[masked: session]")
    }

    @Test func `what Trail lets pass can be masked`() throws {
        #expect(try self.masked("page_token=x", []) == "page_token=x")
        #expect(
            try self.masked("page_token=x", ["page_token"]) == "page_token=[masked: page token]"
        )
    }

    @Test(arguments: [
        ("card", "4111111111111111"), ("iban", "DE89370400440532013000"), ("jwt", LeakCorpus.jwt),
        ("pem", LeakCorpus.pem), ("bearer", "Bearer \(LeakCorpus.bearer)"),
        ("key", "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"), ("url", "db://a:b@c"),
        ("hash", "$2b$12$" + "EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"),
    ])
    func `a look is switched off`(look: String, text: String) throws {
        #expect(try self.masked(text, []) != text)
        #expect(try self.masked(text, ["-value:\(look)"]) == text)
        #expect(try self.masked(text, ["-value:\(look)", "+value:\(look)"]) != text)
    }

    @Test(arguments: ["", "-", "+-x", "--x", "-value:crad", "123"])
    func `an entry that says nothing is refused`(entry: String) {
        let error = #expect(throws: TrailError.self) { try LeakRules([entry]) }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func `a mistyped look names the nearest`() {
        let error = #expect(throws: TrailError.self) { try LeakRules(["-value:crad"]) }
        #expect(error?.message.contains("'card'") == true)
    }
}
