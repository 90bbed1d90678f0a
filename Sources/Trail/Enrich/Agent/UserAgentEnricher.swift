/// Tells browser, platform, operating system and bots by the user agent, where nobody said them.
///
/// A user agent says what its sender likes: good for a statistic, no proof of anything.
public struct UserAgentEnricher: Enricher {
    private let known: BoundedCache<String, UserAgent>

    /// An enricher.
    ///
    /// - Parameter capacity: How many user agents are remembered; each takes a few hundred bytes.
    public init(capacity: Int = 1_024) {
        self.known = BoundedCache(capacity: capacity)
    }

    /// `draft` with what its user agent tells and it does not say itself.
    public func enrich(_ draft: Event.Draft) -> Event.Draft {
        let context = draft.context
        guard let text = context.userAgent, !text.isEmpty else { return draft }
        guard
            context.browser == nil || context.platform == nil || context.os == nil
                || context.isBot == nil
        else { return draft }
        let agent = self.known.value(for: text) { UserAgent(text) }
        var draft = draft
        draft.context.browser = context.browser ?? agent.browser
        draft.context.platform = context.platform ?? agent.platform
        draft.context.os = context.os ?? agent.os
        draft.context.isBot = context.isBot ?? agent.isBot
        return draft
    }
}
