import Testing
import Trail
import TrailJWT
import TrailTesting

/// Expiry, not-before, audience and issuer.
@Suite struct ValidityTests {
    @Test func `believes a token until its expiry and not at it`() async throws {
        let issuer = try await Issuer.make(.hs256)
        let clock = ManualClock(testTime)
        let token = try issuer.token(#"{"sub":"7","exp":\#(testSeconds + 10)}"#)
        // A reader of its own for each look, so that none remembers.
        let look = { await JWTReader(keys: [issuer.key], clock: clock).read(token) }
        clock.advance(by: .microseconds(9_999_999))
        #expect(await look().isVerified)
        clock.advance(by: .microseconds(1))
        #expect(await look().claimedFor == .expired)
    }

    @Test func `believes a token from its not-before on`() async throws {
        let issuer = try await Issuer.make(.hs256)
        let clock = ManualClock(testTime)
        let token = try issuer.token(#"{"sub":"7","nbf":\#(testSeconds + 10)}"#)
        let look = { await JWTReader(keys: [issuer.key], clock: clock).read(token) }
        clock.advance(by: .microseconds(9_999_999))
        #expect(await look().claimedFor == .notYetValid)
        clock.advance(by: .microseconds(1))
        #expect(await look().isVerified)
    }

    @Test func `grants the leeway at both ends and no more`() async throws {
        let issuer = try await Issuer.make(.hs256)
        let look = { (claims: String) async throws in
            await JWTReader(keys: [issuer.key]) { $0.leeway = .seconds(30) }
                .read(try issuer.token(claims))
        }
        #expect(try await look(#"{"sub":"7","exp":\#(testSeconds - 29)}"#).isVerified)
        #expect(try await look(#"{"sub":"7","exp":\#(testSeconds - 30)}"#).claimedFor == .expired)
        #expect(try await look(#"{"sub":"7","nbf":\#(testSeconds + 30)}"#).isVerified)
        let early = #"{"sub":"7","nbf":\#(testSeconds + 31)}"#
        #expect(try await look(early).claimedFor == .notYetValid)
    }

    @Test(arguments: [
        ("1795228720.5", true), ("1795228719.999999", false), ("1795228719.9999999", false),
        ("1795228721e0", true), ("17952287210e-1", true), ("1e300", true),
        ("99999999999999999999999999", true), ("-1", false), ("-1e300", false), ("0", false),
        ("1795228720.50000000000000000000000001", true),
    ])
    func `reads times with fractions, exponents and any size`(
        text: String,
        isValid: Bool
    ) async throws {
        let issuer = try await Issuer.make(.hs256)
        let token = try issuer.token(#"{"sub":"7","exp":\#(text)}"#)
        let reading = await JWTReader(keys: [issuer.key]).read(token)
        #expect(reading.isVerified == isValid)
        #expect(reading.claimedFor == (isValid ? nil : .expired))
    }

    @Test(arguments: [
        #""exp":"9999999999""#, #""exp":null"#, #""exp":[9999999999]"#, #""exp":true"#,
        #""exp":{}"#, #""nbf":"0""#, #""nbf":null"#, #""nbf":false"#,
    ])
    func `takes a time that is no number for a broken token, not for none`(
        member: String
    ) async throws {
        let issuer = try await Issuer.make(.hs256)
        let token = try issuer.token(#"{"sub":"7",\#(member)}"#)
        #expect(await JWTReader(keys: [issuer.key]).read(token) == .none(.malformed))
    }

    @Test(arguments: [
        (#""log""#, true), (#"["log"]"#, true), (#"["shop","log"]"#, true), (#""shop""#, false),
        (#"[]"#, false), (#"["log",7]"#, false), ("7", false), ("null", false), (#""lo""#, false),
        (#""LOG""#, false), (#""log ""#, false), (#"{"log":1}"#, false),
    ])
    func `takes an audience as a text or as an array of texts`(
        audience: String,
        isAccepted: Bool
    ) async throws {
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key]) { $0.audiences = ["log", "audit"] }
        let reading = await reader.read(try issuer.token(#"{"sub":"7","aud":\#(audience)}"#))
        #expect(reading.isVerified == isAccepted)
        #expect(reading.claimedFor == (isAccepted ? nil : .audience))
    }

    @Test func `refuses a token without an audience where one is configured`() async throws {
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key]) { $0.audiences = ["log"] }
        #expect(await reader.read(try issuer.token()).claimedFor == .audience)
    }

    @Test func `accepts a token with an audience where none is configured, unlike the seed`()
        async throws
    {
        let issuer = try await Issuer.make(.hs256)
        let token = try issuer.token(#"{"sub":"7","aud":"anything"}"#)
        #expect(await JWTReader(keys: [issuer.key]).read(token).isVerified)
    }

    @Test(arguments: [
        (#","iss":"https://id.example""#, true), (#","iss":"https://id.example/""#, false),
        (#","iss":["https://id.example"]"#, false), (#","iss":null"#, false), ("", false),
    ])
    func `accepts configured issuers alone`(member: String, isAccepted: Bool) async throws {
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key]) {
            $0.issuers = ["https://id.example", "https://other.example"]
        }
        let reading = await reader.read(try issuer.token(#"{"sub":"7"\#(member)}"#))
        #expect(reading.isVerified == isAccepted)
        #expect(reading.claimedFor == (isAccepted ? nil : .issuer))
    }

    @Test func `looks at the times of a remembered token anew`() async throws {
        let issuer = try await Issuer.make(.hs256)
        let clock = ManualClock(testTime)
        let reader = JWTReader(keys: [issuer.key], clock: clock)
        let token = try issuer.token(
            #"{"sub":"7","nbf":\#(testSeconds),"exp":\#(testSeconds + 10)}"#
        )
        #expect(await reader.read(token).isVerified)
        clock.advance(by: .seconds(10))
        #expect(await reader.read(token).claimedFor == .expired)
        #expect(await reader.actor(of: "Bearer " + token)?.isVerified == false)
        clock.advance(by: .seconds(-11))
        #expect(await reader.read(token).claimedFor == .notYetValid)
        clock.advance(by: .seconds(1))
        #expect(await reader.read(token).isVerified)
    }
}
