internal import Crypto
internal import Synchronization
internal import Trail

/// Sees to it that each confirmation is used once.
///
/// What it covers may be more the second time: a hold was released meanwhile, or events came back
/// from an archive, of which the first step said nothing.
final class UsedConfirmations: Sendable {
    /// The key of tokens that are good once.
    ///
    /// Another one in each process: one that has just been started does not know what was used
    /// before.
    let key = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }

    /// Tokens that were used, with their ends.
    private let used = Mutex<[String: Timestamp]>([:])

    /// Does what a token confirms.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - now: The time.
    ///   - act: What it confirms; where that fails, the token can be used again.
    /// - Returns: What `act` gives.
    /// - Throws: ``Problem`` 400 for a token that has been used, or is being used; what `act` throws.
    func use<Value>(
        _ token: ConfirmationToken,
        now: Timestamp,
        _ act: () async throws -> Value
    ) async throws -> Value {
        let isFirst = self.used.withLock { used in
            used = used.filter { now < $0.value }
            return used.updateValue(token.expiresAt, forKey: token.text) == nil
        }
        guard isFirst else {
            throw Problem.confirmationUsed
        }
        do {
            return try await act()
        } catch {
            _ = self.used.withLock { $0.removeValue(forKey: token.text) }
            throw error
        }
    }
}

extension Problem {
    /// What was confirmed has been done, or is being done.
    static let confirmationUsed = Problem(
        field: "confirm",
        "The token has been used. Begin with the first step."
    )
}
