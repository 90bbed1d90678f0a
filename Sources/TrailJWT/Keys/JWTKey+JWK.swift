internal import JWTKit
internal import Trail

extension JWTKey {
    /// The public keys of a JWK set (RFC 7517) that can verify tokens.
    ///
    /// Left out are keys for encryption, keys of types and curves that no algorithm here uses,
    /// malformed ones, and symmetric ones: a secret does not belong into a set that is handed
    /// around. A key with an `alg` verifies that algorithm alone. At most 32 keys are taken.
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` where the text is no JWK set, or none
    ///   of its keys can be used.
    public static func publicKeys(jwks text: some Collection<UInt8>) async throws -> [JWTKey] {
        var keys: [JWTKey] = []
        for members in try Self.elements(of: Array(text)) where keys.count < Self.limit {
            if let key = try await JWK(members).key() { keys.append(key) }
        }
        guard !keys.isEmpty else {
            throw TrailError(.invalidConfiguration, "no key of the JWK set can verify tokens")
        }
        return keys
    }

    private static let limit = 32

    private static func elements(of text: [UInt8]) throws -> [[String: JSON]] {
        var reader = JSONReader(text)
        guard case .object(let root)? = try? reader.freeValue(), reader.isAtEnd,
            case .array(let elements)? = root["keys"]
        else {
            throw TrailError(.invalidConfiguration, "not a JWK set: {\"keys\": […]} is expected")
        }
        return elements.compactMap { element in
            guard case .object(let members) = element else { return nil }
            return members
        }
    }
}

/// One key of a JWK set, as it stands there.
private struct JWK {
    private let members: [String: JSON]

    init(_ members: [String: JSON]) {
        self.members = members
    }

    /// The key; `nil` where it is none that verifies tokens.
    func key() async throws -> JWTKey? {
        guard self.isForSignatures, let key = try await self.publicKey() else { return nil }
        switch self.members["alg"] {
        case nil: return key
        case .string(let name): return JWTSigningAlgorithm(rawValue: name).flatMap(key.restricted)
        default: return nil
        }
    }

    /// Whether neither `use` nor `key_ops` speak against it.
    private var isForSignatures: Bool {
        if let use = self.members["use"], use != "sig" { return false }
        switch self.members["key_ops"] {
        case nil: return true
        case .array(let operations): return operations.contains("verify")
        default: return false
        }
    }

    private func publicKey() async throws -> JWTKey? {
        let id = self.text("kid")
        switch (self.text("kty"), self.text("crv")) {
        case ("RSA", _): return try await self.rsa(id: id)
        case ("EC", "P-256"):
            guard let point = self.point(of: 32) else { return nil }
            guard let key = try? ES256PublicKey(parameters: point) else { return nil }
            return try await .ecdsa(key, .es256, id: id)
        case ("EC", "P-384"):
            guard let point = self.point(of: 48) else { return nil }
            guard let key = try? ES384PublicKey(parameters: point) else { return nil }
            return try await .ecdsa(key, .es384, id: id)
        case ("EC", "P-521"):
            guard let point = self.point(of: 66) else { return nil }
            guard let key = try? ES512PublicKey(parameters: point) else { return nil }
            return try await .ecdsa(key, .es512, id: id)
        case ("OKP", "Ed25519"):
            guard let x = self.number("x", of: 32),
                let key = try? EdDSA.PublicKey(x: x, curve: .ed25519)
            else { return nil }
            return try await .eddsa(key, id: id)
        default: return nil
        }
    }

    private func rsa(id: String?) async throws -> JWTKey? {
        guard let modulus = self.number("n"), let exponent = self.number("e"),
            let key = try? JWTKit.Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
        else { return nil }
        return try await .rsa(key, id: id)
    }

    private func point(of size: Int) -> (x: String, y: String)? {
        guard let x = self.number("x", of: size), let y = self.number("y", of: size) else {
            return nil
        }
        return (x, y)
    }

    /// A number in base64url, if it has this many bytes.
    private func number(_ name: String, of size: Int? = nil) -> String? {
        guard let text = self.text(name), let bytes = Base64URL.decode(text), !bytes.isEmpty,
            bytes.count == size ?? bytes.count
        else { return nil }
        return text
    }

    private func text(_ name: String) -> String? {
        guard case .string(let text)? = self.members[name] else { return nil }
        return text
    }
}
