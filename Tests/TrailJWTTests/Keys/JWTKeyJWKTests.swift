import Testing
import Trail
import TrailJWT

@Suite struct JWTKeyJWKTests {
    private static func keys(_ elements: String...) async throws -> [JWTKey] {
        let text = #"{"keys":[\#(elements.joined(separator: ","))]}"#
        return try await JWTKey.publicKeys(jwks: Array(text.utf8))
    }

    @Test(arguments: JWTSigningAlgorithm.allCases.filter { !$0.rawValue.hasPrefix("HS") })
    func `verifies with a key of every type, whether or not it names an algorithm`(
        algorithm: JWTSigningAlgorithm
    ) async throws {
        let issuer = try await Issuer.make(algorithm)
        for more in ["", #","alg":"\#(algorithm.rawValue)""#, #","use":"sig","x5t":"y""#] {
            let keys = try await Self.keys(issuer.jwk("k1", more))
            #expect(keys.map(\.id) == ["k1"])
            let reader = JWTReader(keys: keys)
            #expect(await reader.read(try issuer.token(kid: "k1")).isVerified)
            #expect(await reader.read(try issuer.token()).isVerified)
        }
    }

    @Test func `respects the algorithm of a key`() async throws {
        let rs256 = try await Issuer.make(.rs256)
        let ps256 = try await Issuer.make(.ps256)
        let reader = JWTReader(keys: try await Self.keys(rs256.jwk("k1", #","alg":"PS256""#)))
        #expect(await reader.read(try ps256.token()).isVerified)
        #expect(await reader.read(try rs256.token()).claimedFor == .unknownKey)
    }

    @Test(arguments: [
        #","use":"enc""#, #","use":7"#, #","key_ops":["encrypt"]"#, #","key_ops":"verify""#,
        #","alg":"RS256""#, #","alg":"HS256""#, #","alg":"none""#, #","alg":null"#,
        #","alg":"ECDH-ES""#,
    ])
    func `leaves out a key that is for something else`(more: String) async throws {
        let issuer = try await Issuer.make(.es256)
        let good = try await Issuer.make(.eddsa)
        let keys = try await Self.keys(issuer.jwk("bad", more), good.jwk("good"))
        #expect(keys.map(\.id) == ["good"])
    }

    @Test(arguments: [
        #"{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#, "{}", "7", "null",
        #"{"kty":"EC","crv":"P-256"}"#, #"{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#,
        #"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#, #"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#,
        #"{"kty":"RSA","n":"****","e":"AQAB"}"#, #"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#,
        #"{"kty":"OKP","crv":"Ed448","x":"AA"}"#, #"{"kty":7}"#, #"{"kty":"RSA","n":7,"e":8}"#,
    ])
    func `leaves out what is no key for tokens, and takes the rest`(element: String) async throws {
        let good = try await Issuer.make(.es384)
        let keys = try await Self.keys(element, good.jwk("good"), element)
        #expect(keys.map(\.id) == ["good"])
        await #expect(throws: TrailError.self) { _ = try await Self.keys(element) }
    }

    @Test func `leaves out a point that is not on its curve`() async throws {
        let one = try await Issuer.make(.es256)
        let other = try await Issuer.make(.es256)
        // The x of one with the y of the other.
        let x = try #require(one.jwk.split(separator: ",").first { $0.hasPrefix(#""x""#) })
        let y = try #require(other.jwk.split(separator: ",").first { $0.hasPrefix(#""y""#) })
        await #expect(throws: TrailError.self) {
            _ = try await Self.keys(#"{"kty":"EC","crv":"P-256",\#(x),\#(y)}"#)
        }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"keys":{}}"#, #"{"keys":[]}"#, #"{"keys":[],"keys":[]}"#,
        #"{"keys":[]} x"#, "<html>",
    ])
    func `refuses what is no set of keys`(text: String) async throws {
        await #expect(throws: TrailError.self) {
            _ = try await JWTKey.publicKeys(jwks: Array(text.utf8))
        }
    }

    @Test func `takes no more than 32 keys`() async throws {
        let jwk = try await Issuer.make(.eddsa).jwk("k")
        let text = #"{"keys":[\#(Array(repeating: jwk, count: 100).joined(separator: ","))]}"#
        #expect(try await JWTKey.publicKeys(jwks: Array(text.utf8)).count == 32)
    }
}
