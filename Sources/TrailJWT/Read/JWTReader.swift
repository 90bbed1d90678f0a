internal import Crypto
internal import Synchronization
public import Trail

/// Finds out who presents a token.
///
/// It never throws and never logs a token: whatever is odd about one is told by the reading, and
/// the request goes on. A token that was verified is believed for at most five minutes without
/// its signature being looked at again, and not beyond its expiry or a change of the keys.
public final class JWTReader: Sendable {
    /// Which tokens are believed.
    public let configuration: JWTConfiguration
    private let keys: JWTKeyRing
    private let clock: any WallClock
    private let verified = Mutex(VerifiedTokens())
    private let refused = Mutex(RefusedTokens())

    /// A reader that verifies with `keys`; without any every identity remains a claim.
    ///
    /// - Parameters:
    ///   - keys: What tokens are verified with. With a key set it is to be run by the caller.
    ///   - configuration: Which tokens are believed.
    ///   - clock: Tells whether a token is in force.
    public init(
        _ keys: JWTKeyRing,
        _ configuration: JWTConfiguration = JWTConfiguration(),
        clock: any WallClock = SystemWallClock()
    ) {
        self.keys = keys
        self.configuration = configuration
        self.clock = clock
    }

    /// Whether tokens are verified: verification is on, and there is something to verify with.
    public var isVerifying: Bool { self.configuration.isVerifying && !self.keys.isEmpty }

    /// The actor that an `Authorization` header stands for; `nil` where it identifies nobody.
    ///
    /// A mere claim is an actor too, with `isVerified` false: good for the record, where it is
    /// never matched as that actor's own act.
    public func actor(of authorization: String?) async -> Event.Actor? {
        await self.read(authorization: authorization).identity.map { Event.Actor($0) }
    }

    /// Who presents the token of an `Authorization` header.
    public func read(authorization: String?) async -> JWTReading {
        guard let authorization else { return .none(.absent) }
        guard let token = self.token(of: authorization) else { return .none(.otherPrefix) }
        return await self.read(token)
    }

    /// Who presents `token`.
    public func read(_ token: String) async -> JWTReading {
        let bytes = Array(token.utf8)
        guard !bytes.isEmpty else { return .none(.absent) }
        guard bytes.count <= SignedToken.maximumLength else { return .none(.tooLong) }
        let digest = self.isVerifying ? SHA256.hash(data: bytes) : nil
        if let digest, let reading = self.cached(digest) { return reading }
        do {
            let token = try SignedToken(bytes)
            guard self.configuration.algorithms.contains(token.header.algorithm) else {
                return .none(.algorithm)
            }
            let claim = try JWTIdentity(claimedBy: token, self.configuration.identification)
            guard let digest else { return .claimed(claim, .unverified) }
            return await self.verify(token, claim, digest)
        } catch {
            return .none(error)
        }
    }

    /// What follows the prefix, and at least one space.
    private func token(of authorization: String) -> String? {
        let prefix = self.configuration.prefix.utf8
        let text = authorization.utf8
        let rest = text.dropFirst(prefix.count)
        guard text.count >= prefix.count,
            zip(text, prefix).allSatisfy({ Self.lowercased($0) == Self.lowercased($1) }),
            rest.first == UInt8(ascii: " ")
        else { return nil }
        let token = rest.drop { $0 == UInt8(ascii: " ") }
        return String(decoding: token, as: UTF8.self)
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

// MARK: - Verification

extension JWTReader {
    /// The reading of a token that was verified before; times are looked at anew.
    private func cached(_ digest: SHA256.Digest) -> JWTReading? {
        let now = self.clock.now()
        let version = self.keys.current.version
        return self.verified.withLock { verified in
            guard let identity = verified.identity(of: digest, version, at: now) else {
                return nil
            }
            let leeway = self.configuration.leeway
            guard let refusal = identity.refusal(at: now, leeway: leeway) else {
                return .verified(identity)
            }
            verified.forget(digest)
            return Self.claim(identity, refusal)
        }
    }

    private func verify(
        _ token: SignedToken,
        _ claim: JWTIdentity,
        _ digest: SHA256.Digest
    ) async -> JWTReading {
        var keys = self.keys.current
        guard !self.refused.withLock({ [keys] in $0.contains(digest, keys.version) }) else {
            return .claimed(claim, .signature)
        }
        var finding = keys.finding(on: token)
        if finding != .verified,
            let others = await self.keys.keys(otherThan: keys, for: token.header.keyID)
        {
            keys = others
            finding = keys.finding(on: token)
        }
        switch finding {
        case .noKey: return .claimed(claim, .unknownKey)
        case .wrongSignature:
            // A key that is not there yet may be the right one.
            if !self.keys.mayHaveOthers(than: keys, for: token.header.keyID) {
                self.refused.withLock { [keys] in $0.insert(digest, keys.version) }
            }
            return .claimed(claim, .signature)
        case .verified: break
        }
        let now = self.clock.now()
        let leeway = self.configuration.leeway
        let refusal =
            claim.refusal(at: now, leeway: leeway) ?? self.configuration.refusal(of: claim)
        if let refusal { return .claimed(claim, refusal) }
        var identity = claim
        identity.isVerified = true
        self.verified.withLock { $0.keep(identity, of: digest, keys.version, at: now) }
        return .verified(identity)
    }

    private static func claim(_ identity: JWTIdentity, _ refusal: JWTRefusal) -> JWTReading {
        var claim = identity
        claim.isVerified = false
        return .claimed(claim, refusal)
    }
}
