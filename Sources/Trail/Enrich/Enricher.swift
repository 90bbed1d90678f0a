/// Adds what a caller left out, or masks what must not be kept, before an event is validated.
///
/// An enricher runs where the event is recorded, on the caller's time, so it must neither wait
/// nor fail: a database it needs is opened beforehand, and what it cannot find it leaves out.
public protocol Enricher: Sendable {
    /// `draft` with what this enricher knows.
    func enrich(_ draft: Event.Draft) -> Event.Draft
}

/// Enrichers that are applied one after another.
public struct EnricherChain: Enricher {
    /// The enrichers in the order in which they see a draft.
    public let enrichers: [any Enricher]

    /// A chain of `enrichers`; an empty one leaves drafts as they are.
    public init(_ enrichers: [any Enricher]) {
        self.enrichers = enrichers
    }

    /// Hands `draft` from the first enricher to the last.
    public func enrich(_ draft: Event.Draft) -> Event.Draft {
        guard !self.enrichers.isEmpty else { return draft }
        // What an enricher logs must not become an event, which would be enriched in its turn.
        return LogCapture.$isSuspended.withValue(true) {
            self.enrichers.reduce(draft) { draft, enricher in enricher.enrich(draft) }
        }
    }
}
