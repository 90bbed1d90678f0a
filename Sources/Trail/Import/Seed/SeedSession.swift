internal import MerkleLog

/// A session of a Django site as Trail keeps it: told apart, but of no use to whoever reads it.
///
/// The key of a session is what its cookie holds: as long as the session lives, it signs its
/// reader in.
enum SeedSession {
    private static let prefix = "django-"
    /// What the column of a session's key holds.
    private static let maximumLength = 40

    /// The name of the session with `key`; the key itself where it is such a name already.
    static func name(of key: String) -> String {
        guard !self.isName(key) else { return key }
        let hash = Hash.sha256(Array("trail/django-session\u{0}\(key)".utf8)).hex
        return self.prefix + hash.prefix(32)
    }

    /// What stands for a session in a dump: its own name where the column takes it.
    static func key(of name: String) -> String {
        let isKey =
            name.utf8.count <= self.maximumLength
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 0x2D
            }
        return isKey && !name.isEmpty ? name : self.name(of: name)
    }

    private static func isName(_ key: String) -> Bool {
        guard key.hasPrefix(self.prefix) else { return false }
        let digits = key.utf8.dropFirst(self.prefix.utf8.count)
        return digits.count == 32
            && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
