internal import JWTKit

/// A key that tokens are verified with: a secret, or a public key.
///
/// It knows the algorithms of its own type and no others, so that a token cannot choose how a key
/// is used: a public key is never taken for a secret.
public struct JWTKey: Sendable {
    /// The id by which a token's `kid` names it; `nil` for a key that any token may be tried with.
    public let id: String?
    /// What deserves a warning when the key is put to use.
    public let warning: String?
    /// What verifies a signature, by algorithm.
    let verifiers: [JWTSigningAlgorithm: any JWTAlgorithm]

    init(
        id: String?,
        warning: String? = nil,
        verifiers: [JWTSigningAlgorithm: any JWTAlgorithm]
    ) {
        self.id = id
        self.warning = warning
        self.verifiers = verifiers
    }

    /// The algorithms whose signatures the key verifies.
    public var algorithms: Set<JWTSigningAlgorithm> { Set(self.verifiers.keys) }

    /// The key, for one of its algorithms alone; `nil` where it is none of its own.
    func restricted(to algorithm: JWTSigningAlgorithm) -> JWTKey? {
        self.verifiers[algorithm].map {
            JWTKey(id: self.id, warning: self.warning, verifiers: [algorithm: $0])
        }
    }
}

// jwt-kit hands its algorithms out through a collection of keys alone. Its own search in a
// collection falls back to a key that the token does not name, so each has a collection to itself.
extension JWTKey {
    static func rsa(_ key: JWTKit.Insecure.RSA.PublicKey, id: String?) async throws -> JWTKey {
        var verifiers: [JWTSigningAlgorithm: any JWTAlgorithm] = [:]
        let digests: [(JWTSigningAlgorithm, JWTSigningAlgorithm, DigestAlgorithm)] = [
            (.rs256, .ps256, .sha256), (.rs384, .ps384, .sha384), (.rs512, .ps512, .sha512),
        ]
        for (pkcs1, pss, digest) in digests {
            verifiers[pkcs1] = try await JWTKeyCollection()
                .add(rsa: key, digestAlgorithm: digest).getKey()
            verifiers[pss] = try await JWTKeyCollection()
                .add(pss: key, digestAlgorithm: digest).getKey()
        }
        return JWTKey(id: id, verifiers: verifiers)
    }

    static func ecdsa(
        _ key: some ECDSAKey,
        _ algorithm: JWTSigningAlgorithm,
        id: String?
    ) async throws -> JWTKey {
        let verifier = try await JWTKeyCollection().add(ecdsa: key).getKey()
        return JWTKey(id: id, verifiers: [algorithm: verifier])
    }

    static func eddsa(_ key: EdDSA.PublicKey, id: String?) async throws -> JWTKey {
        let verifier = try await JWTKeyCollection().add(eddsa: key).getKey()
        return JWTKey(id: id, verifiers: [.eddsa: verifier])
    }
}
