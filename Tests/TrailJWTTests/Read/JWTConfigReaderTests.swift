import Configuration
import Logging
import Testing
import Trail

@testable import TrailJWT

@Suite struct JWTConfigReaderTests {
    private static func reader(_ values: [String: String]) -> ConfigReader {
        let pairs = values.map { key, text in
            (AbsoluteConfigKey(ConfigKey(key)), ConfigValue(.string(text), isSecret: false))
        }
        return ConfigReader(
            provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: pairs))
        )
    }

    @Test func `reads which tokens are believed`() throws {
        let rules = try JWTConfiguration(
            config: Self.reader([
                "jwt.prefix": "JWT", "jwt.verify": "false", "jwt.algorithms": "HS256, ES256",
                "jwt.audience": "shop", "jwt.issuer": "https://id.example/", "jwt.leeway": "1m",
            ])
        )
        #expect(rules.prefix == "JWT")
        #expect(!rules.isVerifying)
        #expect(rules.algorithms == [.hs256, .es256])
        #expect(rules.audiences == ["shop"])
        #expect(rules.issuers == ["https://id.example/"])
        #expect(rules.leeway == .seconds(60))
        let standard = try JWTConfiguration(config: Self.reader([:]))
        #expect(standard.algorithms == Set(JWTSigningAlgorithm.allCases))
        #expect(standard.leeway == .seconds(30))
    }

    @Test func `reads the keys`() async throws {
        let issuer = try await Issuer.make(.es256)
        let pem = issuer.pem.split(separator: "\n").joined(separator: "\\n")
        let ring = try await JWTKeyRing(config: Self.reader(["jwt.public-key": pem]))
        #expect(!ring.isEmpty)
        #expect(await JWTReader(ring).read(try issuer.token()).isVerified)
        #expect(try await JWTKeyRing(config: Self.reader([:])).isEmpty)
    }

    @Test(arguments: [
        ("jwt.prefix", "two words"), ("jwt.algorithms", "none"), ("jwt.leeway", "1h"),
        ("jwt.verify", "maybe"), ("jwt.claims", ","), ("jwt.secret", "-----BEGIN PUBLIC KEY-----"),
        ("jwt.public-key", "/nowhere/key.pem"), ("jwt.jwks", "http://id.example/keys"),
    ])
    func `a value that says nothing is refused by its key`(key: String, text: String) async {
        let config = Self.reader([key: text])
        let error = await #expect(throws: TrailError.self) {
            _ = try JWTConfiguration(config: config)
            _ = try await JWTKeyRing(config: config)
        }
        #expect(error?.message.contains("'\(key)'") == true)
        #expect((error?.cause as? InvalidSetting)?.key == key)
    }
}
