/// Keeps the search index of a store up with its events, one small step at a time.
public protocol SearchIndexing: Sendable {
    /// Takes one step, some tenths of a second at the most, without holding up who records.
    ///
    /// One step at a time; whatever interrupts it, the next one goes on from what is on disk.
    /// - Throws: ``TrailError`` where store or index cannot be read or written; the step is then
    ///   to be tried again later.
    func step() async throws -> SearchProgress
}

/// How far a search index is.
public struct SearchProgress: Sendable, Hashable {
    /// How many events of the store are not in the index.
    public let eventsBehind: Int
    /// Whether there is nothing to do until more events arrive.
    public let isIdle: Bool

    /// How far it is.
    public init(eventsBehind: Int, isIdle: Bool) {
        self.eventsBehind = eventsBehind
        self.isIdle = isIdle
    }
}
