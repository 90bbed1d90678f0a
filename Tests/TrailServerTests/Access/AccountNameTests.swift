import Testing

@testable import TrailServer

@Suite struct AccountNameTests {
    @Test(arguments: ["a", "ada", "Ada.Lovelace", "ada+log@example.com", "7", "a_b-c"])
    func `a user may be called so`(name: String) {
        #expect(AccountName.objection(toUser: name) == nil)
    }

    @Test(arguments: [
        "", " ", "ada ", "a b", "-ada", ".ada", "@ada", "token:x", "a/b", "a%20b", "аda", "ada\n",
        "ada\u{0}", String(repeating: "a", count: 65),
    ])
    func `a user may not be called so`(name: String) {
        #expect(AccountName.objection(toUser: name) != nil)
    }

    @Test func `a token may have blanks within, and letters of any script`() {
        #expect(AccountName.objection(toToken: "web 1/ä") == nil)
        #expect(AccountName.objection(toToken: "web\n1") != nil)
        #expect(AccountName.objection(toToken: " web") != nil)
        #expect(AccountName.objection(toToken: "") != nil)
    }
}
