/// Keeps erasures, and erases what state says about a person.
///
/// Sessions of an erased user end and go. The account stays, which is said: its name is never given
/// to somebody else.
public protocol ErasureStore: ErasurePlace {
    /// Keeps an erasure, in place of what is kept under the same id.
    ///
    /// When this returns it survives a crash, and a subject that is not in it any more is read by
    /// nobody.
    func keep(_ erasure: Erasure) async throws

    /// All erasures, the newest first.
    func erasures() async throws -> [Erasure]

    /// Takes the right to erase, which one runner at a time has: of all that use this store, in
    /// whatever process.
    ///
    /// - Returns: `nil` while another has it. Who has died has it no more, however it died.
    func leaseErasure() async throws -> (any ErasureLease)?
}

extension ErasureFinding {
    /// The sessions of a user, which have ended.
    public static func sessions(_ count: Int) -> Self { Self("sessions", count: count) }

    /// The account of a user, which stays.
    public static let account = Self(
        "accounts",
        count: 0,
        remark: "The account by which they sign in: it can be disabled, and its name stays taken."
    )
}
