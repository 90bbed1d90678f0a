import Testing
import Trail
import TrailJWT
import TrailTesting

/// The examples of RFC 7515, appendix A, which others have signed.
@Suite struct PublishedTokenTests {
    private static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        + "cnVlfQ"
    private static let time = Timestamp(microseconds: 1_300_819_379_000_000)

    private static func read(_ token: String, _ keys: [JWTKey]) async -> JWTReading {
        await JWTReader(keys: keys, clock: ManualClock(Self.time)) {
            $0.identification = .claims(["iss"])
        }.read(token)
    }

    @Test func `verifies the HS256 example`() async throws {
        let secret = try #require(
            Base64URL.decode(
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
            )
        )
        let token =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\(Self.payload)."
            + "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        let reading = await Self.read(token, [try await JWTKey.secret(secret)])
        #expect(reading.isVerified)
        #expect(reading.identity?.claims["http://example.com/is_root"] == true)
    }

    @Test func `verifies the ES256 example`() async throws {
        let set = """
            {"keys":[{"kty":"EC","crv":"P-256",
            "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            "d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]}
            """
        let token =
            "eyJhbGciOiJFUzI1NiJ9.\(Self.payload)."
            + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        let keys = try await JWTKey.publicKeys(jwks: Array(set.utf8))
        #expect(await Self.read(token, keys).isVerified)
    }
}
