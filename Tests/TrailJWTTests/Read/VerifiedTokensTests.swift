import Crypto
import Testing
import Trail

@testable import TrailJWT

@Suite struct VerifiedTokensTests {
    private static let identity = JWTIdentity(
        id: "7",
        isVerified: true,
        claims: JWTClaims(["sub": "7"])
    )

    private static func token(_ number: Int) -> SHA256.Digest {
        SHA256.hash(data: Array("\(number)".utf8))
    }

    @Test func `remembers a token for five minutes and no longer`() {
        var tokens = VerifiedTokens()
        tokens.keep(Self.identity, of: Self.token(1), 1, at: testTime)
        let last = testTime.advanced(by: .microseconds(299_999_999))
        #expect(tokens.identity(of: Self.token(1), 1, at: last) == Self.identity)
        #expect(tokens.identity(of: Self.token(2), 1, at: last) == nil)
        let end = testTime.advanced(by: .seconds(300))
        #expect(tokens.identity(of: Self.token(1), 1, at: end) == nil)
        #expect(tokens.count == 0)
    }

    @Test func `forgets a token that was kept in a future`() {
        var tokens = VerifiedTokens()
        tokens.keep(Self.identity, of: Self.token(1), 1, at: testTime)
        let earlier = testTime.advanced(by: .microseconds(-1))
        #expect(tokens.identity(of: Self.token(1), 1, at: earlier) == nil)
        #expect(tokens.identity(of: Self.token(1), 1, at: testTime) == nil)
    }

    @Test func `empties itself when the keys change`() {
        var tokens = VerifiedTokens()
        for number in 0..<10 { tokens.keep(Self.identity, of: Self.token(number), 1, at: testTime) }
        #expect(tokens.identity(of: Self.token(1), 2, at: testTime) == nil)
        #expect(tokens.count == 0)
    }

    @Test func `keeps nothing that was verified with keys of the past`() {
        var tokens = VerifiedTokens()
        tokens.keep(Self.identity, of: Self.token(1), 2, at: testTime)
        tokens.keep(Self.identity, of: Self.token(2), 1, at: testTime)
        #expect(tokens.count == 1)
        #expect(tokens.identity(of: Self.token(1), 1, at: testTime) == nil)
        #expect(tokens.identity(of: Self.token(1), 2, at: testTime) != nil)
    }

    @Test func `is bounded, and keeps what is asked for`() {
        var tokens = VerifiedTokens(capacity: 100)
        tokens.keep(Self.identity, of: Self.token(0), 1, at: testTime)
        for number in 1..<1_000 {
            tokens.keep(Self.identity, of: Self.token(number), 1, at: testTime)
            #expect(tokens.identity(of: Self.token(0), 1, at: testTime) != nil)
            #expect(tokens.count <= 100)
        }
        #expect(tokens.identity(of: Self.token(1), 1, at: testTime) == nil)
    }
}
