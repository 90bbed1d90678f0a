/// Pauses between attempts: each twice as long as the one before, up to a limit.
public struct Backoff: Sendable, Hashable {
    /// The first pause.
    public var first: Duration
    /// The longest pause.
    public var last: Duration
    /// The part of each pause that is drawn at random, from 0 to 1.
    ///
    /// With 0.5 a pause takes between half and all of its length, so that many recorders that
    /// lost one server at the same moment do not come back to it at the same moment.
    public var jitter: Double

    /// Pauses from `first` to `last`.
    public init(first: Duration, last: Duration, jitter: Double = 0) {
        self.first = first
        self.last = last
        self.jitter = jitter
    }

    /// The pause after `failures` failed attempts in a row, 1 or more, before chance shortens it.
    public func pause(after failures: Int) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        return min(self.first * (1 << doublings), self.last)
    }

    /// The pause after `failures` failed attempts in a row, shortened by what `generator` draws.
    public func pause(
        after failures: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let pause = self.pause(after: failures)
        let share = min(max(self.jitter, 0), 1)
        guard share > 0 else { return pause }
        return pause * (1 - share * Double.random(in: 0..<1, using: &generator))
    }
}
