import Trail
import TrailServer

/// Stores the passwords of destinations anew that were stored under a secret of before.
struct PasswordRenewal: Sendable {
    /// What became of it.
    struct Result: Sendable, Hashable {
        /// How many passwords were stored anew.
        var renewed = 0
        /// The names of destinations whose password cannot be opened.
        var unreadable: [String] = []
    }

    let state: any StateStore
    let vault: PasswordVault

    /// Stores all of them under the first secret.
    ///
    /// Interrupted, it can be run again: each password is under one secret or the other.
    func run() async throws -> Result {
        var result = Result()
        for destination in try await self.state.destinations() {
            do {
                guard let renewed = try self.vault.renewed(destination) else { continue }
                guard try await self.state.replace(renewed) else {
                    throw CommandFailure("\(destination.name) is being changed; try again")
                }
                result.renewed += 1
            } catch is DestinationFault {
                result.unreadable.append(destination.name)
            }
        }
        return result
    }
}
