import Crypto
import Testing
import Trail
import TrailJWT

@Suite struct JWTKeySecretTests {
    @Test func `knows the three HMAC algorithms`() async throws {
        let key = try await JWTKey.secret(Array(repeating: 7, count: 32))
        #expect(key.algorithms == [.hs256, .hs384, .hs512])
        #expect(key.warning == nil)
    }

    @Test(arguments: [1, 6, 31])
    func `warns of a secret that is too short, and uses it`(count: Int) async throws {
        let secret = Array(repeating: UInt8(ascii: "x"), count: count)
        let key = try await JWTKey.secret(secret)
        #expect(key.warning?.contains("\(count) bytes") == true)
        #expect(key.warning?.contains("xxxxxx") == false)
        let reader = JWTReader(keys: [key])
        #expect(await reader.read(Self.token("HS256", secret, SHA256.self)).isVerified)
        #expect(await reader.read(Self.token("HS384", secret, SHA384.self)).isVerified)
        #expect(await reader.read(Self.token("HS512", secret, SHA512.self)).isVerified)
    }

    @Test(arguments: [32, 63, 64, 65, 128, 129, 500])
    func `uses secrets of any length as they are`(count: Int) async throws {
        let secret = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let reader = JWTReader(keys: [try await JWTKey.secret(secret)])
        #expect(await reader.read(Self.token("HS256", secret, SHA256.self)).isVerified)
        #expect(await reader.read(Self.token("HS512", secret, SHA512.self)).isVerified)
    }

    @Test(arguments: [
        "", "-----BEGIN PUBLIC KEY-----\nMFkw", "-----BEGIN RSA PRIVATE KEY-----",
        "\n-----BEGIN PUBLIC KEY-----\nMFkw", "  -----BEGIN PUBLIC KEY-----",
        "\u{FEFF}-----BEGIN PUBLIC KEY-----", "key: -----BEGIN CERTIFICATE-----",
        "-\0-\0-\0-\0-\0B\0E\0G\0I\0N\0",
    ])
    func `refuses an empty secret and a PEM key`(secret: String) async throws {
        await #expect(throws: TrailError.self) { _ = try await JWTKey.secret(Array(secret.utf8)) }
    }

    private static func token<Hash: HashFunction>(
        _ name: String,
        _ secret: [UInt8],
        _: Hash.Type
    ) -> String {
        let signed =
            Base64URL.encode(#"{"alg":"\#(name)"}"#.utf8) + "."
            + Base64URL.encode(#"{"sub":"7"}"#.utf8)
        let code = HMAC<Hash>.authenticationCode(
            for: Array(signed.utf8),
            using: SymmetricKey(data: secret)
        )
        return signed + "." + Base64URL.encode(code)
    }
}
