/// Events that no ledger will hold: how many, and when they were said.
struct Loss: Sendable, Hashable {
    /// How many.
    var count: UInt64
    /// Of these, how many the store may hold all the same: they were being written at the end.
    var inDoubt: UInt64 = 0
    /// When the first was said, or no later than that.
    var from: Timestamp
    /// When the last was said.
    var to: Timestamp

    /// Takes in a later loss.
    mutating func add(_ other: Self) {
        self.count += other.count
        self.inDoubt += other.inDoubt
        self.from = min(self.from, other.from)
        self.to = max(self.to, other.to)
    }
}
