internal import JWTKit
internal import Trail

extension JWTKey {
    /// A secret that signs and verifies: HS256, HS384, HS512.
    ///
    /// One of fewer than 32 bytes works, and has a ``warning``: RFC 7518 §3.2 asks for as many
    /// bytes as the hash has.
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for an empty one, and for a PEM key,
    ///   which may be public and must not be taken for a secret.
    public static func secret(
        _ secret: some Collection<UInt8>,
        id: String? = nil
    ) async throws -> JWTKey {
        let secret = Array(secret)
        guard !secret.isEmpty else {
            throw TrailError(.invalidConfiguration, "the secret is empty")
        }
        // Wherever it stands, and in UTF-16 as well: what is before it does not make it a secret.
        let text = secret.filter { $0 != 0 }
        guard text.firstRange(of: Array("-----BEGIN".utf8)) == nil else {
            throw TrailError(
                .invalidConfiguration,
                "a PEM key stands where a secret is expected; a public key is set as such"
            )
        }
        // jwt-kit takes none shorter than the hash. HMAC itself fills a key up with zeros to at
        // least this length (RFC 2104 §2), so the signature stays the same.
        let missing = max(0, Self.longestHash - secret.count)
        let key = HMACKey(from: secret + [UInt8](repeating: 0, count: missing))
        var verifiers: [JWTSigningAlgorithm: any JWTAlgorithm] = [:]
        let digests: [(JWTSigningAlgorithm, DigestAlgorithm)] = [
            (.hs256, .sha256), (.hs384, .sha384), (.hs512, .sha512),
        ]
        for (algorithm, digest) in digests {
            verifiers[algorithm] = try await JWTKeyCollection()
                .add(hmac: key, digestAlgorithm: digest).getKey()
        }
        return JWTKey(id: id, warning: Self.warning(for: secret.count), verifiers: verifiers)
    }

    private static let shortestHash = 32
    private static let longestHash = 64

    private static func warning(for count: Int) -> String? {
        guard count < Self.shortestHash else { return nil }
        return "the secret has \(count) bytes; it can be guessed from a token "
            + "unless it has at least \(Self.shortestHash) random ones (RFC 7518 §3.2)"
    }
}
