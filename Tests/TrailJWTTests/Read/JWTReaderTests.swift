import Foundation
import JWTKit
import Testing
import Trail
import TrailJWT
import TrailTesting

@Suite struct JWTReaderTests {
    private struct Payload: JWTPayload {
        var sub: SubjectClaim = "7"
        var exp = ExpirationClaim(value: .init(timeIntervalSince1970: Double(testSeconds + 60)))
        var name = "Ada Lovelace"
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    @Test(arguments: JWTSigningAlgorithm.allCases)
    func `verifies a token of every algorithm`(algorithm: JWTSigningAlgorithm) async throws {
        let issuer = try await Issuer.make(algorithm)
        let reader = JWTReader(keys: [issuer.key])
        let identity = try #require(await reader.read(issuer.kitToken(Payload())).identity)
        #expect(identity.isVerified)
        #expect(identity.id == "7")
        #expect(identity.name == "Ada Lovelace")
        #expect(identity.expiresAt == testTime.advanced(by: .seconds(60)))
    }

    @Test(arguments: JWTSigningAlgorithm.allCases)
    func `takes a token that another key signed for a claim`(
        algorithm: JWTSigningAlgorithm
    ) async throws {
        let forger = try await Issuer.make(algorithm, isOther: true)
        let reader = JWTReader(keys: [try await Issuer.make(algorithm).key])
        let reading = await reader.read(try forger.token())
        #expect(reading.claimedFor == .signature)
        #expect(reading.identity?.id == "7")
    }

    @Test(arguments: ["Bearer", "bearer", "BEARER", "beArer"])
    func `checks the prefix whatever its case`(prefix: String) async throws {
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key])
        let token = try issuer.token()
        #expect(await reader.read(authorization: "\(prefix) \(token)").isVerified)
        #expect(await reader.read(authorization: "\(prefix)   \(token)").isVerified)
    }

    @Test(arguments: ["Foo ", "Basic ", "", "Bearer", "Bearer\t", " Bearer ", "Bearers ", "JWT "])
    func `does not take a token behind another prefix, as the seed did`(
        prefix: String
    ) async throws {
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key])
        let reading = await reader.read(authorization: prefix + (try issuer.token()))
        #expect(reading == .none(.otherPrefix))
    }

    @Test func `takes a configured prefix and no longer the default`() async throws {
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key]) { $0.prefix = "JWT" }
        let token = try issuer.token()
        #expect(await reader.read(authorization: "jwt \(token)").isVerified)
        #expect(await reader.read(authorization: "Bearer \(token)") == .none(.otherPrefix))
    }

    @Test func `reads nothing where nothing is presented`() async {
        let reader = JWTReader.unverifying()
        #expect(await reader.read(authorization: nil) == .none(.absent))
        #expect(await reader.read(authorization: "Bearer ") == .none(.absent))
        #expect(await reader.read(authorization: "") == .none(.otherPrefix))
        #expect(await reader.actor(of: nil) == nil)
    }

    @Test func `attributes a request to the actor of its token`() async throws {
        let issuer = try await Issuer.make(.es256)
        let token = try issuer.token(#"{"sub":"auth0|x","name":"Ada","iss":"https://id.example"}"#)
        let actor = await JWTReader(keys: [issuer.key]).actor(of: "Bearer " + token)
        let expected = Event.Actor(
            type: .user,
            id: "auth0|x",
            name: "Ada",
            isVerified: true,
            credential: "jwt:https://id.example"
        )
        #expect(actor == expected)
    }

    @Test func `lets a token's identity be claimed while verification is off`() async throws {
        let issuer = try await Issuer.make(.rs256)
        let reader = JWTReader(keys: [issuer.key]) { $0.isVerifying = false }
        let reading = await reader.read(try issuer.token())
        #expect(reading.claimedFor == .unverified)
        let actor = await reader.actor(of: "Bearer " + (try issuer.token()))
        #expect(actor?.id == "7")
        #expect(actor?.isVerified == false)
    }

    @Test func `lets a token's identity be claimed while there is no key`() async throws {
        let reading = await JWTReader.unverifying().read(try Issuer.make(.hs512).token())
        #expect(reading.claimedFor == .unverified)
    }

    @Test func `records a forged token as a claim, never as its victim`() async throws {
        let victims = try await Issuer.make(.hs256)
        let forger = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [victims.key])
        let forged = try forger.token(#"{"user_id":2,"exp":1}"#)
        let actor = await reader.actor(of: "Bearer " + forged)
        #expect(actor?.id == "2")
        #expect(actor?.isVerified == false)
    }

    @Test func `accepts allowed algorithms alone, whether it verifies or not`() async throws {
        let issuer = try await Issuer.make(.rs384)
        let token = try issuer.token()
        for keys in [[issuer.key], []] {
            let reader = JWTReader(keys: keys) { $0.algorithms = [.rs256, .hs384] }
            #expect(await reader.read(token) == .none(.algorithm))
        }
        let reader = JWTReader(keys: [issuer.key]) { $0.algorithms = [.rs384] }
        #expect(await reader.read(token).isVerified)
    }
}
