internal import HTTPTypes
internal import Trail

/// How often somebody may be wrong about a password: so often from one address, and so often about
/// one name, whether there is such a user or not.
///
/// A name bears more than an address, so that nobody can keep a user out from one address alone.
/// Memory is bounded. Who is right gets the attempt back.
final class SignInThrottle: Sendable {
    private let addresses: RateLimiter<UInt64>
    private let names: RateLimiter<String>

    /// The most bytes of a name that are told apart.
    private static let nameLength = 64

    init(_ limits: TrailServerConfiguration.Access.Attempts) {
        self.addresses = RateLimiter(
            RateLimit(interval: limits.addressInterval, burst: limits.fromOneAddress)
        )
        self.names = RateLimiter(
            RateLimit(interval: limits.nameInterval, burst: limits.onOneName)
        )
    }

    /// Counts an attempt.
    ///
    /// - Throws: ``Problem`` 429 with `Retry-After` where it is one too many.
    func admit(_ name: String, from address: String?) throws(Problem) {
        if case .refused(let pause) = self.addresses.admit(Self.network(address)) {
            throw Self.problem(pause)
        }
        if case .refused(let pause) = self.names.admit(Self.key(name)) {
            throw Self.problem(pause)
        }
    }

    /// Takes an attempt back that was right.
    func giveBack(_ name: String, from address: String?) {
        self.addresses.giveBack(Self.network(address))
        self.names.giveBack(Self.key(name))
    }

    private static func network(_ address: String?) -> UInt64 {
        address.flatMap { IPAddress($0)?.network } ?? 0
    }

    private static func key(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.prefix(Self.nameLength), as: UTF8.self)
    }

    private static func problem(_ pause: Duration) -> Problem {
        var problem = Problem(.tooManyRequests, "Too many attempts to sign in. Try again later.")
        problem.headers[.retryAfter] = String(pause.components.seconds + 1)
        return problem
    }
}
