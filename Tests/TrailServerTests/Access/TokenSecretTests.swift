import Testing
import TrailServer

@Suite struct TokenSecretTests {
    @Test func `is read back from its text`() throws {
        let secret = TokenSecret.random()
        let read = try #require(TokenSecret(secret.text))
        #expect(read.hash == secret.hash)
        #expect(secret.hash.count == 32)
        #expect(secret.text.hasPrefix("trail_"))
        #expect(secret.text.utf8.count == 49)
    }

    @Test func `is never the same twice`() {
        #expect(Set((0..<100).map { _ in TokenSecret.random().text }).count == 100)
    }

    @Test(arguments: [
        "", "trail_", "F2naN20HpDv4tsJC0b1OhQZVDwRiEy",
        "trail_" + String(repeating: "A", count: 42),
    ])
    func `is not what cannot be one`(text: String) {
        #expect(TokenSecret(text) == nil)
    }

    @Test func `is of letters, digits, hyphens and underscores`() {
        let zeros = String(repeating: "A", count: 42)
        #expect(TokenSecret("trail_" + zeros + "_") != nil)
        for odd in ["+", "=", " ", "/", "\n"] {
            #expect(TokenSecret("trail_" + zeros + odd) == nil)
        }
        #expect(TokenSecret("TRAIL_" + zeros + "A") == nil)
    }
}
