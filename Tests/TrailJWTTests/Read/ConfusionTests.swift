import Crypto
import Foundation
import Testing
import Trail
import TrailJWT

/// Attacks in which a token chooses how it is looked at.
@Suite struct ConfusionTests {
    @Test(arguments: JWTSigningAlgorithm.allCases)
    func `uses no key for an algorithm of another type`(own: JWTSigningAlgorithm) async throws {
        let issuer = try await Issuer.make(own)
        let reader = JWTReader(keys: [issuer.key])
        for other in JWTSigningAlgorithm.allCases where other != own {
            // Signed in its own way, and announced as the other.
            let token = try issuer.token(header: #"{"alg":"\#(other.rawValue)"}"#)
            let reading = await reader.read(token)
            #expect(!reading.isVerified, "\(own) as \(other)")
            let isOfItsType = issuer.key.algorithms.contains(other)
            #expect(reading.claimedFor == (isOfItsType ? .signature : .unknownKey))
        }
    }

    @Test(arguments: [JWTSigningAlgorithm.rs256, .es256, .es384, .es512, .eddsa, .ps512])
    func `never takes a public key for a secret`(algorithm: JWTSigningAlgorithm) async throws {
        let issuer = try await Issuer.make(algorithm)
        let reader = JWTReader(keys: [issuer.key])
        let trimmed = issuer.pem.trimmingCharacters(in: .newlines)
        for secret in [issuer.pem, trimmed, trimmed + "\n", trimmed + "\r\n"] {
            let token = Self.hmacToken(#"{"sub":"admin"}"#, secret: Array(secret.utf8))
            #expect(await reader.read(token).claimedFor == .unknownKey)
        }
    }

    @Test func `never takes a public key for a secret, also beside a secret`() async throws {
        let issuer = try await Issuer.make(.rs256)
        let secret = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key, secret.key])
        let token = Self.hmacToken(#"{"sub":"admin"}"#, secret: Array(issuer.pem.utf8))
        #expect(await reader.read(token).claimedFor == .signature)
        #expect(await reader.read(try secret.token()).isVerified)
        #expect(await reader.read(try issuer.token()).isVerified)
    }

    @Test(arguments: ["none", "None", "NONE", "nOnE", "", " none", "none\\u0000", "hs256", "HS1"])
    func `refuses none and every unknown algorithm`(name: String) async throws {
        let issuer = try await Issuer.make(.hs256)
        let token = try issuer.token(header: #"{"alg":"\#(name)"}"#)
        let bare = token.split(separator: ".").dropLast().joined(separator: ".") + "."
        for reader in [JWTReader(keys: [issuer.key]), JWTReader.unverifying()] {
            for token in [token, bare] {
                let reading = await reader.read(token)
                #expect(reading == .none(.algorithm) || reading == .none(.malformed))
            }
        }
    }

    @Test(arguments: [#"null"#, #"["HS256"]"#, #"{"HS256":1}"#, "256", "true"])
    func `refuses an algorithm that is no text`(value: String) async throws {
        let issuer = try await Issuer.make(.hs256)
        let token = try issuer.token(header: #"{"alg":\#(value)}"#)
        #expect(await JWTReader(keys: [issuer.key]).read(token) == .none(.algorithm))
    }

    @Test(arguments: [#"["exp"]"#, #"["b64"],"b64":false"#, "[]", "null", #""x""#])
    func `refuses a token that demands an extension`(critical: String) async throws {
        let issuer = try await Issuer.make(.hs256)
        let token = try issuer.token(header: #"{"alg":"HS256","crit":\#(critical)}"#)
        #expect(await JWTReader(keys: [issuer.key]).read(token) == .none(.critical))
    }

    @Test func `does not look at keys that a token brings along`() async throws {
        let issuer = try await Issuer.make(.es256)
        let forger = try await Issuer.make(.es256)
        let brought = [
            #""jwk":{\#(forger.jwk)}"#, #""jku":"https://forger.example/keys""#,
            #""x5u":"https://forger.example/chain""#, #""x5c":["MIIB"]"#,
        ]
        for member in brought {
            let token = try forger.token(header: #"{"alg":"ES256",\#(member)}"#)
            #expect(await JWTReader(keys: [issuer.key]).read(token).claimedFor == .signature)
        }
    }

    @Test(arguments: [JWTSigningAlgorithm.hs256, .rs256, .ps256, .es256, .es512, .eddsa])
    func `refuses a signature that is cut, empty or all zeros`(
        algorithm: JWTSigningAlgorithm
    ) async throws {
        let issuer = try await Issuer.make(algorithm)
        let reader = JWTReader(keys: [issuer.key])
        let parts = try issuer.token().split(separator: ".")
        let signed = parts[0] + "." + parts[1] + "."
        let signature = try #require(Base64URL.decode(parts[2]))
        let half = Array(signature.prefix(signature.count / 2))
        for forged in [
            [], half, signature + [0], Array(repeating: 0, count: signature.count),
            Array(repeating: 255, count: signature.count),
        ] {
            let reading = await reader.read(signed + Base64URL.encode(forged))
            #expect(reading.claimedFor == .signature)
        }
    }

    @Test func `refuses an ECDSA signature in DER`() async throws {
        let key = P256.Signing.PrivateKey()
        let keys = try await JWTKey.publicKeys(pem: key.publicKey.pemRepresentation)
        let signed =
            Base64URL.encode(#"{"alg":"ES256"}"#.utf8) + "."
            + Base64URL.encode(#"{"sub":"7"}"#.utf8)
        let signature = try key.signature(for: Array(signed.utf8))
        let reader = JWTReader(keys: keys)
        let raw = signed + "." + Base64URL.encode(signature.rawRepresentation)
        #expect(await reader.read(raw).isVerified)
        let der = signed + "." + Base64URL.encode(signature.derRepresentation)
        #expect(await reader.read(der).claimedFor == .signature)
    }

    private static func hmacToken(_ claims: String, secret: [UInt8]) -> String {
        let signed =
            Base64URL.encode(#"{"alg":"HS256"}"#.utf8) + "." + Base64URL.encode(claims.utf8)
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(signed.utf8),
            using: SymmetricKey(data: secret)
        )
        return signed + "." + Base64URL.encode(code)
    }
}
