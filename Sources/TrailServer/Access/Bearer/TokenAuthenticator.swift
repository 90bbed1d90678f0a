internal import Crypto
internal import Synchronization
public import Trail

/// Knows the API tokens of a state store.
///
/// A token is read from the store once and then believed for a second, so that the hot path reads
/// no database and a revoked token stops within two.
public final class TokenAuthenticator: BearerAuthenticator {
    private let state: any TokenStore
    private let clock: any WallClock
    private let lifetime: Duration
    private let cache = Mutex(TokenCache())

    /// An authenticator.
    ///
    /// - Parameters:
    ///   - state: Where tokens are kept.
    ///   - clock: Tells whether a token has ended.
    ///   - lifetime: How long a token is believed after it was read.
    public init(_ state: any TokenStore, clock: any WallClock, lifetime: Duration = .seconds(1)) {
        self.state = state
        self.clock = clock
        self.lifetime = lifetime
    }

    /// Who presents `token`; `nil` unless it is known, not revoked and not ended.
    ///
    /// - Throws: ``Trail/TrailError`` where the store cannot be read.
    public func principal(presenting token: String) async throws -> Principal? {
        guard let secret = TokenSecret(token) else { return nil }
        let digest = secret.digest
        let now = ContinuousClock.now
        let cached = self.cache.withLock { $0.entry(for: digest, at: now, self.lifetime) }
        let entry = if let cached { cached } else { try await self.read(digest, at: now) }
        guard let entry, entry.token.isValid(at: self.clock.now()) else { return nil }
        return entry.principal
    }

    private func read(
        _ digest: SHA256.Digest,
        at now: ContinuousClock.Instant
    ) async throws -> TokenCache.Entry? {
        do {
            let token = try await self.state.token(hash: [UInt8](digest))
            // Crypto compares digests in constant time.
            guard let token, digest == token.hash else {
                self.cache.withLock { $0.forget(digest) }
                return nil
            }
            let entry = TokenCache.Entry(token: token, readAt: now, self.lifetime)
            self.cache.withLock { $0.keep(entry, for: digest) }
            return entry
        } catch {
            self.cache.withLock { $0.forget(digest) }
            throw error
        }
    }
}

/// The tokens that were read a moment ago; bounded.
struct TokenCache {
    struct Entry: Sendable {
        let token: APIToken
        let principal: Principal
        /// When somebody is to read it again.
        var freshUntil: ContinuousClock.Instant
        /// When nobody believes it any more, whatever reading it again comes to.
        let end: ContinuousClock.Instant

        init(token: APIToken, readAt now: ContinuousClock.Instant, _ lifetime: Duration) {
            self.token = token
            self.principal = Principal(token)
            self.freshUntil = now.advanced(by: lifetime)
            self.end = now.advanced(by: lifetime * 2)
        }
    }

    static let capacity = 1_024

    private var entries: [SHA256.Digest: Entry] = [:]

    /// The entry when it may be believed; `nil` when it has to be read.
    ///
    /// Of several callers that find an entry just gone stale one is sent to read it; the others
    /// go on with what was known, for no longer than `lifetime`.
    mutating func entry(
        for digest: SHA256.Digest,
        at now: ContinuousClock.Instant,
        _ lifetime: Duration
    ) -> Entry? {
        guard let entry = self.entries[digest] else { return nil }
        guard now < entry.end else { return nil }
        guard entry.freshUntil <= now else { return entry }
        self.entries[digest]?.freshUntil = entry.end
        return nil
    }

    mutating func keep(_ entry: Entry, for digest: SHA256.Digest) {
        if self.entries.count >= Self.capacity { self.entries.removeAll(keepingCapacity: true) }
        self.entries[digest] = entry
    }

    mutating func forget(_ digest: SHA256.Digest) {
        self.entries[digest] = nil
    }
}
