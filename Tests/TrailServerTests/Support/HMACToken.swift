import Crypto
import Trail
import TrailJWT

/// A JWT that is signed with a secret.
func hmacToken(_ claims: String, secret: [UInt8] = hmacSecret) -> String {
    let signed =
        Base64URL.encode(#"{"alg":"HS256"}"#.utf8) + "." + Base64URL.encode(claims.utf8)
    let code = HMAC<SHA256>.authenticationCode(
        for: Array(signed.utf8),
        using: SymmetricKey(data: secret)
    )
    return signed + "." + Base64URL.encode(code)
}

/// The secret that servers in tests know.
let hmacSecret = Array("a secret of at least thirty-two bytes".utf8)
