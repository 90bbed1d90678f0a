internal import Crypto
internal import Trail

/// The tokens that were verified a while ago, by their SHA-256.
///
/// Bounded: what has not been asked for lately gives way. Emptied when the keys change.
struct VerifiedTokens: Sendable {
    private struct Entry {
        let identity: JWTIdentity
        let keptAt: Timestamp
    }

    /// The most tokens that are kept.
    static let capacity = 4_096
    /// How long a token is believed without being verified again.
    static let lifetime: Duration = .seconds(300)

    private let half: Int
    private var version: UInt64 = 0
    private var young: [SHA256.Digest: Entry] = [:]
    private var old: [SHA256.Digest: Entry] = [:]

    init(capacity: Int = Self.capacity) {
        self.half = max(1, capacity / 2)
    }

    /// How many tokens are kept.
    var count: Int { self.young.count + self.old.count }

    /// The identity of a token that was verified with the keys of this version, not too long ago.
    mutating func identity(
        of token: SHA256.Digest,
        _ version: UInt64,
        at now: Timestamp
    ) -> JWTIdentity? {
        self.move(to: version)
        guard version == self.version, let entry = self.young[token] ?? self.old[token] else {
            return nil
        }
        // A clock that went back tells nothing about how long ago that was.
        guard entry.keptAt <= now, now < entry.keptAt.advanced(by: Self.lifetime) else {
            self.forget(token)
            return nil
        }
        if self.old.removeValue(forKey: token) != nil { self.insert(entry, for: token) }
        return entry.identity
    }

    /// Keeps the identity of a token that was verified with the keys of this version.
    mutating func keep(
        _ identity: JWTIdentity,
        of token: SHA256.Digest,
        _ version: UInt64,
        at now: Timestamp
    ) {
        self.move(to: version)
        // The keys may have changed while it was being verified.
        guard version == self.version else { return }
        self.old[token] = nil
        self.insert(Entry(identity: identity, keptAt: now), for: token)
    }

    mutating func forget(_ token: SHA256.Digest) {
        self.young[token] = nil
        self.old[token] = nil
    }

    /// Empties the cache when the keys are newer.
    private mutating func move(to version: UInt64) {
        guard version > self.version else { return }
        self.version = version
        self.young = [:]
        self.old = [:]
    }

    private mutating func insert(_ entry: Entry, for token: SHA256.Digest) {
        if self.young.count >= self.half {
            self.old = self.young
            self.young = [:]
        }
        self.young[token] = entry
    }
}
