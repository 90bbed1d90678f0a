import Crypto
import CryptoExtras
import JWTKit
import Trail
import TrailJWT

/// Somebody who signs tokens with a key of one algorithm.
struct Issuer: Sendable {
    let algorithm: JWTSigningAlgorithm
    /// What verifies the tokens.
    let key: JWTKey
    /// The members of the public key as a JWK; empty for a secret.
    let jwk: String
    /// The public key; empty for a secret.
    let pem: String
    private let kit: JWTKeyCollection
    private let signer: any JWTAlgorithm

    private init(
        _ algorithm: JWTSigningAlgorithm,
        _ kit: JWTKeyCollection,
        _ key: JWTKey,
        jwk: String = "",
        pem: String = ""
    ) async throws {
        self.algorithm = algorithm
        self.kit = kit
        self.signer = try await kit.getKey()
        self.key = key
        self.jwk = jwk
        self.pem = pem
    }

    /// A token, signed over exactly these texts.
    func token(
        _ claims: String = #"{"sub":"7"}"#,
        kid: String? = nil,
        header: String? = nil
    ) throws -> String {
        let keyID = kid.map { #","kid":"\#($0)""# } ?? ""
        let header = header ?? #"{"alg":"\#(self.algorithm.rawValue)","typ":"JWT"\#(keyID)}"#
        let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(claims.utf8)
        return signed + "." + Base64URL.encode(try self.signer.sign(Array(signed.utf8)))
    }

    /// A token as jwt-kit writes it.
    func kitToken(_ payload: some JWTPayload) async throws -> String {
        try await self.kit.sign(payload)
    }

    /// The public key as a member of a JWK set.
    func jwk(_ id: String, _ more: String = "") -> String {
        #"{"kid":"\#(id)",\#(self.jwk)\#(more)}"#
    }
}

extension Issuer {
    /// An issuer with a key of its own, but for RSA, whose keys take long to make: there are two,
    /// of which `isOther` takes the second.
    static func make(
        _ algorithm: JWTSigningAlgorithm,
        id: String? = nil,
        isOther: Bool = false
    ) async throws -> Issuer {
        switch algorithm {
        case .hs256: try await Self.hmac(algorithm, .sha256, id)
        case .hs384: try await Self.hmac(algorithm, .sha384, id)
        case .hs512: try await Self.hmac(algorithm, .sha512, id)
        case .rs256, .ps256: try await Self.rsa(algorithm, .sha256, id, isOther)
        case .rs384, .ps384: try await Self.rsa(algorithm, .sha384, id, isOther)
        case .rs512, .ps512: try await Self.rsa(algorithm, .sha512, id, isOther)
        case .es256: try await Self.ecdsa(algorithm, "P-256", ES256PrivateKey(), id)
        case .es384: try await Self.ecdsa(algorithm, "P-384", ES384PrivateKey(), id)
        case .es512: try await Self.ecdsa(algorithm, "P-521", ES512PrivateKey(), id)
        case .eddsa: try await Self.eddsa(id)
        }
    }

    private static func hmac(
        _ algorithm: JWTSigningAlgorithm,
        _ digest: DigestAlgorithm,
        _ id: String?
    ) async throws -> Issuer {
        let secret = (0..<64).map { _ in UInt8.random(in: 0...255) }
        let kit = await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: digest)
        return try await Issuer(algorithm, kit, .secret(secret, id: id))
    }

    private static func rsa(
        _ algorithm: JWTSigningAlgorithm,
        _ digest: DigestAlgorithm,
        _ id: String?,
        _ isOther: Bool
    ) async throws -> Issuer {
        let key = try (isOther ? Self.otherRSAKey : Self.rsaKey).get()
        let kit = JWTKeyCollection()
        if algorithm.rawValue.hasPrefix("P") {
            await kit.add(pss: key, digestAlgorithm: digest)
        } else {
            await kit.add(rsa: key, digestAlgorithm: digest)
        }
        let numbers = try key.publicKey.getKeyPrimitives()
        let modulus = Base64URL.encode(numbers.modulus)
        let exponent = Base64URL.encode(numbers.publicExponent)
        return try await Issuer(
            algorithm,
            kit,
            try Self.only(JWTKey.publicKeys(pem: key.publicKey.pemRepresentation, id: id)),
            jwk: #""kty":"RSA","n":"\#(modulus)","e":"\#(exponent)""#,
            pem: key.publicKey.pemRepresentation
        )
    }

    private static func ecdsa<Curve: ECDSACurveType>(
        _ algorithm: JWTSigningAlgorithm,
        _ curve: String,
        _ key: ECDSA.PrivateKey<Curve>,
        _ id: String?
    ) async throws -> Issuer {
        let pem = key.publicKey.pemRepresentation
        let point =
            switch curve {
            case "P-256": try P256.Signing.PublicKey(pemRepresentation: pem).rawRepresentation
            case "P-384": try P384.Signing.PublicKey(pemRepresentation: pem).rawRepresentation
            default: try P521.Signing.PublicKey(pemRepresentation: pem).rawRepresentation
            }
        let x = Base64URL.encode(point.prefix(point.count / 2))
        let y = Base64URL.encode(point.suffix(point.count / 2))
        return try await Issuer(
            algorithm,
            JWTKeyCollection().add(ecdsa: key),
            try Self.only(JWTKey.publicKeys(pem: pem, id: id)),
            jwk: #""kty":"EC","crv":"\#(curve)","x":"\#(x)","y":"\#(y)""#,
            pem: pem
        )
    }

    private static func eddsa(_ id: String?) async throws -> Issuer {
        let key = try EdDSA.PrivateKey()
        let x = Base64URL.encode(key.publicKey.rawRepresentation)
        return try await Issuer(
            .eddsa,
            JWTKeyCollection().add(eddsa: key),
            try Self.only(JWTKey.publicKeys(pem: key.publicKey.pemRepresentation, id: id)),
            jwk: #""kty":"OKP","crv":"Ed25519","x":"\#(x)""#,
            pem: key.publicKey.pemRepresentation
        )
    }

    /// Not exactly one key where one was expected.
    private struct NotOne: Error {}

    private static func only(_ keys: [JWTKey]) throws -> JWTKey {
        guard let key = keys.first, keys.count == 1 else { throw NotOne() }
        return key
    }

    private static let rsaKey = Result { try Self.newRSAKey() }
    private static let otherRSAKey = Result { try Self.newRSAKey() }

    private static func newRSAKey() throws -> JWTKit.Insecure.RSA.PrivateKey {
        try JWTKit.Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048))
    }
}
