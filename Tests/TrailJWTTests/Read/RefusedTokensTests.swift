import Crypto
import Testing

@testable import TrailJWT

@Suite struct RefusedTokensTests {
    private static func token(_ number: Int) -> SHA256.Digest {
        SHA256.hash(data: Array("\(number)".utf8))
    }

    @Test func `knows a token as long as the keys are the same`() {
        var tokens = RefusedTokens()
        tokens.insert(Self.token(1), 1)
        #expect(tokens.contains(Self.token(1), 1))
        #expect(!tokens.contains(Self.token(2), 1))
        #expect(!tokens.contains(Self.token(1), 2))
        tokens.insert(Self.token(2), 2)
        #expect(tokens.count == 1)
        tokens.insert(Self.token(3), 1)
        #expect(tokens.count == 1)
    }

    @Test func `stays within its bounds, and keeps what came last`() {
        var tokens = RefusedTokens(capacity: 10)
        for number in 0..<1_000 {
            tokens.insert(Self.token(number), 0)
            #expect(tokens.count <= 10)
        }
        #expect((995..<1_000).allSatisfy { tokens.contains(Self.token($0), 0) })
    }
}
