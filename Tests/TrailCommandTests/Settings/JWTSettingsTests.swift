import Crypto
import Foundation
import Logging
import Testing
import Trail
import TrailJWT
import TrailServer

@testable import TrailCommand

@Suite struct JWTSettingsTests {
    private static func load(_ texts: [String: String]) async throws -> JWTSettings {
        let settings = try await Settings.load(Settings.Sources(commandLine: texts))
        return try await JWTSettings(settings, logger: Logger(label: "test"))
    }

    private static let secret = "a secret of at least thirty-two bytes"

    private static func token(_ claims: String) -> String {
        let signed =
            Base64URL.encode(#"{"alg":"HS256"}"#.utf8) + "." + Base64URL.encode(claims.utf8)
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(signed.utf8),
            using: SymmetricKey(data: Array(Self.secret.utf8))
        )
        return signed + "." + Base64URL.encode(code)
    }

    @Test(arguments: [
        ("jwt.prefix", "", "one word"), ("jwt.prefix", "two words", "one word"),
        ("jwt.prefix", "a,b", "one word"), ("jwt.secret", "", "empty"),
        ("jwt.secret", "-----BEGIN PUBLIC KEY-----\nAAAA", "PEM"),
        ("jwt.public-key", "no/such/file.pem", "no file no/such/file.pem"),
        ("jwt.public-key", "-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----", "RSA"),
        ("jwt.jwks", "http://id.example/keys", "https"), ("jwt.jwks", "no/such.json", "no file"),
        ("jwt.verify", "perhaps", "true or false"), ("jwt.algorithms", "none", "EdDSA"),
        ("jwt.algorithms", "HS256,hs384", "EdDSA"), ("jwt.algorithms", "", "EdDSA"),
        ("jwt.claims", " , ", "claims"), ("jwt.leeway", "soon", "length of time"),
        ("jwt.leeway", "11m", "10m"),
    ])
    func `refuses a value and names its key`(key: String, value: String, part: String) async {
        let error = await #expect(throws: (any Error).self) {
            _ = try await Self.load([key: value])
        }
        let sentence = error.flatMap(CommandFailure.init)?.sentence ?? ""
        #expect(sentence.contains(key))
        #expect(sentence.contains(part), "\(sentence)")
    }

    @Test(arguments: [
        (
            "jwt.leeway", "11m",
            "invalid value for 'jwt.leeway' (command line): at most 10m is expected"
        ),
        (
            "jwt.prefix", "two words",
            "invalid value for 'jwt.prefix' (command line): one word is expected"
        ),
        ("jwt.public-key", "no/such.pem", "jwt.public-key: there is no file no/such.pem"),
        ("jwt.jwks", "no/such.json", "jwt.jwks: there is no file no/such.json"),
    ])
    func `says what is wrong in one sentence`(key: String, value: String, sentence: String) async {
        let error = await #expect(throws: (any Error).self) {
            _ = try await Self.load([key: value])
        }
        #expect(error.flatMap(CommandFailure.init)?.sentence == sentence)
    }

    @Test func `makes a reader of the settings`() async throws {
        let jwt = try await Self.load([
            "jwt.secret": Self.secret, "jwt.prefix": "JWT", "jwt.audience": "log, audit",
            "jwt.issuer": "https://id.example", "jwt.claims": "uid,sub",
            "jwt.algorithms": "HS256, ES256", "jwt.permissions-claim": "realm.roles",
            "jwt.tenant-claim": "org",
        ])
        #expect(jwt.remarks.isEmpty)
        #expect(jwt.authenticator.scheme == "JWT")
        let token = Self.token(
            #"""
            {"uid":9,"sub":"x","aud":"audit","iss":"https://id.example","org":"acme",
            "realm":{"roles":["view_all_logs"]}}
            """#
        )
        let principal = await jwt.authenticator.principal(presenting: token)
        #expect(principal?.id == "9")
        #expect(principal?.tenant.name == "acme")
        #expect(principal?.permissions == [.viewAllLogs])
        let foreign = Self.token(#"{"uid":9,"aud":"shop","iss":"https://id.example","org":"a"}"#)
        #expect(await jwt.authenticator.principal(presenting: foreign) == nil)
    }

    @Test func `takes a public key as text, with escaped line breaks, and as a path`()
        async throws
    {
        let pem = P256.Signing.PrivateKey().publicKey.pemRepresentation
        let path = NSTemporaryDirectory() + "trail-\(UUID()).pem"
        try pem.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        for value in [pem, pem.replacing("\n", with: "\\n"), path] {
            let jwt = try await Self.load(["jwt.public-key": value])
            #expect(!jwt.keys.isEmpty)
        }
    }

    @Test func `says at the start what an operator should know`() async throws {
        let texts = { (settings: [String: String]) async throws in
            try await Self.load(settings).remarks.map(\.text).joined(separator: "\n")
        }
        #expect(try await texts([:]).contains("no key for JWTs"))
        #expect(try await texts(["jwt.verify": "false"]).contains("jwt.verify is off"))
        let short = try await texts(["jwt.secret": "hunter2"])
        #expect(short.contains("jwt.secret: the secret has 7 bytes"))
        #expect(!short.contains("hunter2"))
        #expect(short.contains("jwt.permissions-claim is not set"))
        #expect(short.contains("jwt.audience is not set"))
    }
}
