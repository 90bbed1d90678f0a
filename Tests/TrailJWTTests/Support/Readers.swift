import Logging
import Trail
import TrailJWT
import TrailTesting

/// What the clocks of these tests say: 2026-11-21T02:38:40Z.
let testTime = Timestamp(microseconds: 1_795_228_720_000_000)
/// The same, as tokens say it.
let testSeconds = 1_795_228_720

extension JWTReader {
    /// A reader with these keys, at ``testTime``.
    convenience init(
        keys: [JWTKey],
        clock: ManualClock = ManualClock(testTime),
        _ configure: (inout JWTConfiguration) -> Void = { _ in }
    ) {
        var configuration = JWTConfiguration()
        configuration.leeway = .zero
        configure(&configuration)
        self.init(JWTKeyRing(keys), configuration, clock: clock)
    }

    /// A reader without any key.
    static func unverifying() -> JWTReader { JWTReader(keys: []) }
}

extension JWTReading {
    /// Whether a key vouches for it, which both the reading and its identity must say.
    var isVerified: Bool {
        guard case .verified(let identity) = self else { return false }
        return identity.isVerified
    }

    /// Why it is merely a claim; `nil` where it is none.
    var claimedFor: JWTRefusal? {
        guard case .claimed(let identity, let refusal) = self, !identity.isVerified else {
            return nil
        }
        return refusal
    }
}

/// A token that nobody signed.
func unsigned(_ claims: String, header: String = #"{"alg":"HS256"}"#) -> String {
    [Base64URL.encode(header.utf8), Base64URL.encode(claims.utf8), "AAAA"].joined(separator: ".")
}
