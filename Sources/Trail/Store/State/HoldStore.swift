/// Keeps legal holds.
///
/// A store that keeps them and events never removes what one covers; it looks at them itself, in
/// the very transaction that records a removal.
public protocol HoldStore: Sendable {
    /// Places a hold.
    ///
    /// When this returns, no removal begins any more that would take what it covers. One that is
    /// recorded already goes on.
    func add(_ hold: LegalHold) async throws

    /// All holds, released ones included, the oldest first.
    func holds() async throws -> [LegalHold]

    /// Releases a hold; one that is released keeps its first release.
    ///
    /// - Returns: Whether there is such a hold.
    func releaseHold(_ id: EventID, _ release: LegalHold.Release) async throws -> Bool
}
