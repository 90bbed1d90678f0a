import Crypto
import Foundation
import Testing
import Trail

@Suite struct JWTSignInTests {
    private static let secret = "s3cret-of-many-bytes-that-nobody-may-ever-see"

    private static func token(_ claims: String) -> String {
        let signed =
            Base64URL.encode(#"{"alg":"HS512"}"#.utf8) + "." + Base64URL.encode(claims.utf8)
        let code = HMAC<SHA512>.authenticationCode(
            for: Array(signed.utf8),
            using: SymmetricKey(data: Array(Self.secret.utf8))
        )
        return signed + "." + Base64URL.encode(code)
    }

    @Test func `lets in who shows a token of the identity provider`() async throws {
        let installation = try Installation()
        try Data("jwt:\n  secret: \(Self.secret)\n  permissions-claim: scope\n".utf8)
            .write(to: installation.file("trail.yaml"))
        let server = try await RunningServer(installation)
        let token = Self.token(#"{"sub":"7","scope":"view_all_logs"}"#)
        let get = { (token: String) async throws in
            try await server.http.get(
                "/api/activity/events/",
                ["Authorization": "Bearer \(token)"]
            )
        }
        #expect(try await get(token).status == 200)
        #expect(try await get(Self.token(#"{"sub":"7"}"#)).status == 403)
        #expect(try await get(token + "A").status == 401)
        #expect(try await get(Self.token(#"{"sub":"7","exp":1}"#)).status == 401)
        #expect(await server.stop() == 0)
        #expect(!server.log.contains("eyJ"))
        #expect(!server.log.contains(Self.secret))
    }

    @Test func `hides the secret in what it prints`() async throws {
        let installation = try Installation()
        for arguments in [["config"], ["config", "--json"]] {
            let listed = try await installation.trail(arguments + ["--jwt-secret", Self.secret])
            #expect(listed.status == 0)
            #expect(!listed.output.contains(Self.secret))
            #expect(listed.lines.contains { $0.contains("jwt.secret") && $0.contains("***") })
        }
    }

    @Test func `refuses to start with a key that is none, and says which setting`() async throws {
        let installation = try Installation()
        let served = try await installation.trail("serve", "--jwt-public-key", "missing.pem")
        #expect(served.status == 2)
        #expect(served.errors == "trail: jwt.public-key: there is no file missing.pem\n")
        #expect(!FileManager.default.fileExists(atPath: installation.file("trail.sqlite").path))
    }
}
