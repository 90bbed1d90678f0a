/// How long the search index rests after a step, so that those who record come first.
struct SearchPace: Sendable, Hashable {
    /// How far the index may fall behind to let others record, in events.
    static let patience = 1_000_000

    private var behind = 0
    private var isFallingBehind = false

    /// The rest after a step, in lengths of that step: one, and nine while events arrive faster
    /// than they are taken in.
    mutating func rest(after progress: SearchProgress) -> Int {
        if progress.eventsBehind != self.behind {
            self.isFallingBehind = progress.eventsBehind > self.behind
            self.behind = progress.eventsBehind
        }
        return self.isFallingBehind && self.behind <= Self.patience ? 9 : 1
    }
}
