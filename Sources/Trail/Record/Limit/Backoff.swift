/// Pauses between attempts: each twice as long as the one before, up to a limit.
public struct Backoff: Sendable, Hashable {
    /// The first pause.
    public var first: Duration
    /// The longest pause.
    public var last: Duration

    /// Pauses from `first` to `last`.
    public init(first: Duration, last: Duration) {
        self.first = first
        self.last = last
    }

    /// The pause after `failures` failed attempts in a row, 1 or more.
    public func pause(after failures: Int) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        return min(self.first * (1 << doublings), self.last)
    }
}
