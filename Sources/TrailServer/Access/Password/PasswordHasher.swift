internal import NIOPosix
internal import Synchronization
internal import Trail

/// Hashes passwords on threads of its own kind, a few at a time.
///
/// A hash takes a tenth of a second and much memory by design. It must not hold up whoever else
/// uses the threads of tasks, and many at a time must not use up the memory.
package final class PasswordHasher: Sendable {
    /// The most hashes that are under way or wait for a thread.
    package static let most = 16

    /// What a new hash costs.
    package let cost: PasswordCost
    private let underWay = Mutex(0)

    /// A hasher.
    package init(_ cost: PasswordCost = .standard) {
        self.cost = cost
    }

    /// A new hash of `password`.
    ///
    /// - Throws: ``Trail/TrailError`` `overloaded` where too many are under way.
    package func hash(_ password: String) async throws -> PasswordHash {
        let cost = self.cost
        return try await self.run { try PasswordHash(of: password, cost: cost) }
    }

    /// Whether `hash` is that of `password`; takes as long where there is no hash.
    ///
    /// - Throws: ``Trail/TrailError`` `overloaded` where too many are under way.
    package func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        let compared = hash ?? PasswordHash(decoy: self.cost)
        return try await self.run { compared.matches(password) } && hash != nil
    }

    private func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let isAdmitted = self.underWay.withLock { count in
            guard count < Self.most else { return false }
            count += 1
            return true
        }
        guard isAdmitted else {
            throw TrailError(.overloaded, "Too many passwords are being checked.")
        }
        defer { self.underWay.withLock { $0 -= 1 } }
        return try await NIOThreadPool.singleton.runIfActive(work)
    }
}
