internal import Crypto

/// The tokens whose signatures no key verified a while ago, by their SHA-256: whoever sends the same
/// one again has it looked at once only.
///
/// Bounded: what came first gives way. Emptied when the keys change.
struct RefusedTokens: Sendable {
    /// The most tokens that are kept.
    static let capacity = 1_024

    private let half: Int
    private var version: UInt64 = 0
    private var young: Set<SHA256.Digest> = []
    private var old: Set<SHA256.Digest> = []

    init(capacity: Int = Self.capacity) {
        self.half = max(1, capacity / 2)
    }

    /// How many tokens are kept.
    var count: Int { self.young.count + self.old.count }

    /// Whether the keys of this version do not verify a token.
    func contains(_ token: SHA256.Digest, _ version: UInt64) -> Bool {
        version == self.version && (self.young.contains(token) || self.old.contains(token))
    }

    /// Keeps a token that the keys of this version do not verify.
    mutating func insert(_ token: SHA256.Digest, _ version: UInt64) {
        if version > self.version {
            self.version = version
            self.young = []
            self.old = []
        }
        guard version == self.version, !self.contains(token, version) else { return }
        if self.young.count >= self.half {
            self.old = self.young
            self.young = []
        }
        self.young.insert(token)
    }
}
