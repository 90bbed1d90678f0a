internal import Crypto
internal import CryptoExtras
internal import Trail

/// A password as it is stored: salted and stretched by scrypt (RFC 7914), with the parameters.
package struct PasswordHash: Sendable, Hashable {
    /// What computing a hash costs.
    package let cost: PasswordCost
    private let salt: [UInt8]
    private let key: [UInt8]

    private static let saltLength = 16
    private static let keyLength = 32

    /// The hash of `password` under a salt of its own.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for a cost that cannot be paid, and
    ///   for an empty password.
    package init(of password: String, cost: PasswordCost) throws {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
        guard let key = Self.key(password, salt, cost) else {
            throw TrailError(.invalidConfiguration, "The password cannot be hashed.")
        }
        self.cost = cost
        self.salt = salt
        self.key = key.withUnsafeBytes { [UInt8]($0) }
    }

    /// A hash of no password: comparing with it costs what comparing with a real one does.
    package init(decoy cost: PasswordCost) {
        self.cost = cost
        self.salt = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
        self.key = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
    }

    /// Reads what ``text`` wrote; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let cost = PasswordCost(parts[2]),
            let salt = Base64URL.decode(parts[3]), salt.count == Self.saltLength,
            let key = Base64URL.decode(parts[4]), key.count == Self.keyLength
        else { return nil }
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// The hash as text: `$scrypt$ln=15,r=8,p=3$…$…`.
    package var text: String {
        "$scrypt$\(self.cost)$\(Base64URL.encode(self.salt))$\(Base64URL.encode(self.key))"
    }

    /// Whether it is the hash of `password`; takes as long for a wrong one.
    package func matches(_ password: String) -> Bool {
        // Keys are compared in constant time.
        Self.key(password, self.salt, self.cost) == SymmetricKey(data: self.key)
    }

    private static func key(
        _ password: String,
        _ salt: [UInt8],
        _ cost: PasswordCost
    ) -> SymmetricKey? {
        let bytes = Array(PasswordRule.composed(password).utf8)
        guard !bytes.isEmpty else { return nil }
        return try? KDF.Scrypt.deriveKey(
            from: bytes,
            salt: salt,
            outputByteCount: Self.keyLength,
            rounds: 1 << cost.logarithm,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
    }
}
