import Testing

@testable import TrailClient

@Suite struct BearerTokenTests {
    @Test func `is never printed`() throws {
        let secret = "trail_secretsecretsecret"
        var configuration = RemoteTrailConfiguration(url: "https://log.example", token: secret)
        configuration.compresses = false
        let token = try #require(configuration.token)
        #expect(token.authorization == "Bearer " + secret)
        var dumped = ""
        dump(configuration, to: &dumped)
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), "\(configuration)", dumped] {
            #expect(!text.contains(secret))
        }
        #expect(!String(reflecting: configuration).contains(secret))
    }

    @Test(arguments: ["", "a b", "a\nb", "ä", "a\u{0}"])
    func `refuses what no header field can carry`(text: String) {
        #expect(BearerToken(text) == nil)
        #expect(RemoteTrailConfiguration(url: "https://log.example", token: text).token == nil)
    }
}
