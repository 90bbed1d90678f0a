/// How much one transaction of a removal takes on, so that nobody else waits long for the writer.
///
/// Follows what the last ones took: a disk or a cache that is cold makes them small.
struct RemovalPace {
    /// How long a transaction is to hold the writer, with its commit: what is removed lies all over
    /// the indexes, and each page that is touched goes into the log.
    private static let aim: Duration = .milliseconds(8)
    /// Fewer would spend more on commits than on removing, more would hold too many pages.
    private static let bounds = 20...1_000

    /// How many events the next transaction takes.
    private(set) var events = 200
    /// How long to leave the writer to others after the last one.
    private(set) var rest: Duration = .zero

    /// Takes in how long the last transaction took from its beginning to its commit; the writer then
    /// has twice as long for others, up to a tenth of a second.
    mutating func note(_ duration: Duration) {
        self.rest = min(max(duration * 2, .milliseconds(1)), .milliseconds(100))
        // Up by a quarter at the most, down at once.
        let wanted = Double(self.events) * (Self.aim / max(duration, .microseconds(100)))
        let next = min(wanted, Double(self.events) * 1.25)
        self.events = min(max(Int(next), Self.bounds.lowerBound), Self.bounds.upperBound)
    }
}
