internal import Crypto
package import Trail

/// Seals the passwords of destinations, so that the store alone does not tell them.
///
/// AES-GCM with a 256-bit key that HKDF-SHA256 derives from the server's secret. What is sealed
/// holds for one destination at one place: in the row of another one, or with another host, port
/// or engine, it cannot be opened.
public struct PasswordVault: Sendable {
    private struct Key: Sendable {
        let id: [UInt8]
        let key: SymmetricKey

        init(_ secret: [UInt8]) {
            let secret = SymmetricKey(data: secret)
            self.id = Self.derive("trail/v1/secret-id", from: secret, bytes: PasswordVault.idBytes)
                .withUnsafeBytes { [UInt8]($0) }
            self.key = Self.derive("trail/v1/destination-password", from: secret, bytes: 32)
        }

        private static func derive(
            _ purpose: String,
            from secret: SymmetricKey,
            bytes: Int
        ) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: secret,
                info: Array(purpose.utf8),
                outputByteCount: bytes
            )
        }
    }

    /// The most bytes of a password.
    static let mostBytes = 1_024
    private static let idBytes = 8
    private static let version: UInt8 = 1

    private let keys: [Key]

    /// A vault under the server's secrets.
    ///
    /// - Parameters:
    ///   - secret: The secret under which passwords are sealed: 32 bytes.
    ///   - olderSecrets: Secrets under which passwords may have been sealed before.
    public init(secret: [UInt8], olderSecrets: [[UInt8]] = []) {
        self.keys = ([secret] + olderSecrets).map { Key($0) }
    }

    /// Seals a password for a destination.
    ///
    /// - Throws: What AES-GCM throws; it has no reason to.
    package func seal(_ password: String, for destination: Destination) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            Array(password.utf8),
            using: self.keys[0].key,
            authenticating: Self.context(of: destination)
        )
        let sealed = box.nonce.withUnsafeBytes { [UInt8]($0) } + box.ciphertext + box.tag
        return [Self.version] + self.keys[0].id + sealed
    }

    /// The password of a destination; `nil` where it has none.
    ///
    /// - Throws: ``Trail/DestinationFault`` where it was sealed under a secret that is not known, for
    ///   something else, or was altered.
    package func password(of destination: Destination) throws(DestinationFault) -> String? {
        guard let sealed = destination.login.password else { return nil }
        let head = 1 + Self.idBytes
        do {
            guard sealed.first == Self.version, sealed.count > head,
                let key = self.keys.first(where: { $0.id[...] == sealed[1..<head] })
            else { throw CryptoKitError.authenticationFailure }
            let opened = try AES.GCM.open(
                AES.GCM.SealedBox(combined: sealed[head...]),
                using: key.key,
                authenticating: Self.context(of: destination)
            )
            return String(decoding: opened, as: UTF8.self)
        } catch {
            throw DestinationFault(
                "The stored password cannot be opened: it was stored under another secret, or "
                    + "altered. Set it again."
            )
        }
    }

    /// The destination with its password under the present secret; `nil` where it is already, or
    /// there is none.
    ///
    /// - Throws: As ``password(of:)``.
    package func renewed(_ destination: Destination) throws -> Destination? {
        guard let sealed = destination.login.password,
            !sealed.starts(with: [Self.version] + self.keys[0].id),
            let password = try self.password(of: destination)
        else { return nil }
        var renewed = destination
        renewed.login.password = try self.seal(password, for: destination)
        return renewed
    }

    /// What a sealed password holds for: id, engine, host and port, of which none can run into
    /// another.
    private static func context(of destination: Destination) -> [UInt8] {
        let place = destination.place
        let texts = [place.engine.rawValue, place.host, place.port.map { String($0) } ?? ""]
        var bytes = destination.id.bytes
        for text in texts {
            let count = UInt32(text.utf8.count)
            bytes += withUnsafeBytes(of: count.bigEndian) { [UInt8]($0) }
            bytes += text.utf8
        }
        return bytes
    }
}
