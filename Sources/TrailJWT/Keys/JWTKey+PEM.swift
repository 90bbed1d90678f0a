internal import JWTKit
internal import Trail

extension JWTKey {
    /// The public keys of a PEM text, one after another: RSA of at least 2048 bits, EC on P-256,
    /// P-384 or P-521, Ed25519.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` where the text holds none, or
    ///   anything besides; the message holds nothing of the text.
    public static func publicKeys(pem text: String, id: String? = nil) async throws -> [JWTKey] {
        let blocks = try PEMBlock.all(in: text)
        guard !blocks.isEmpty else { throw Self.failure("it holds no PEM block") }
        var keys: [JWTKey] = []
        for block in blocks {
            switch block.label {
            case "PUBLIC KEY", "RSA PUBLIC KEY":
                keys.append(try await Self.publicKey(pem: block.text, id: id))
            case "CERTIFICATE":
                throw Self.failure(
                    "it holds a certificate; 'openssl x509 -pubkey -noout' prints its key"
                )
            case let label where label.hasSuffix("PRIVATE KEY"):
                throw Self.failure(
                    "it holds a private key; 'openssl pkey -pubout' prints the public one, "
                        + "and nothing else is needed here"
                )
            default: throw Self.failure("it holds a PEM block that is no public key")
            }
        }
        return keys
    }

    /// The public key of one block; each type of key refuses the blocks of all others.
    private static func publicKey(pem: String, id: String?) async throws -> JWTKey {
        if let key = try? JWTKit.Insecure.RSA.PublicKey(pem: pem) {
            return try await .rsa(key, id: id)
        }
        if let key = try? ES256PublicKey(pem: pem) {
            return try await .ecdsa(key, .es256, id: id)
        }
        if let key = try? ES384PublicKey(pem: pem) {
            return try await .ecdsa(key, .es384, id: id)
        }
        if let key = try? ES512PublicKey(pem: pem) {
            return try await .ecdsa(key, .es512, id: id)
        }
        if let key = try? EdDSA.PublicKey(pem: pem) {
            return try await .eddsa(key, id: id)
        }
        throw Self.failure(
            "its key is none of RSA (2048 bits or more), EC P-256, P-384, P-521, Ed25519"
        )
    }

    private static func failure(_ reason: String) -> TrailError {
        TrailError(.invalidConfiguration, "not a public key in PEM: \(reason)")
    }
}

/// A block of a PEM text (RFC 7468).
private struct PEMBlock {
    let label: String
    let text: String

    /// The most blocks that a text may hold.
    private static let limit = 32

    /// The blocks of `text`; what stands between them is left out.
    static func all(in text: String) throws -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var label: String?
        var lines: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.filter { $0 != "\r" && $0 != "\t" }
            if label == nil { label = Self.label(of: line, "-----BEGIN ") }
            guard let open = label else { continue }
            lines.append(line)
            guard Self.label(of: line, "-----END ") == open else { continue }
            blocks.append(PEMBlock(label: open, text: lines.joined(separator: "\n")))
            label = nil
            lines = []
        }
        guard label == nil, blocks.count <= Self.limit else {
            throw TrailError(
                .invalidConfiguration,
                "not a public key in PEM: a block has no end, or there are too many"
            )
        }
        return blocks
    }

    private static func label(of line: String, _ start: String) -> String? {
        guard line.hasPrefix(start), line.hasSuffix("-----"), line.count > start.count + 5 else {
            return nil
        }
        return String(line.dropFirst(start.count).dropLast(5))
    }
}
