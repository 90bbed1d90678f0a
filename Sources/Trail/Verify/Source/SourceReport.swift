/// What a ledger holds of the events that one source numbered, and what it does not.
public struct SourceReport: Sendable, Hashable {
    /// The name of the source.
    public let source: String
    /// Events of it that the ledger holds with a number.
    public let received: UInt64
    /// The highest number that arrived; what came after it nobody here knows of.
    public let highest: Int64
    /// Events whose number was there before: the source lost its place, by a loss of power or by
    /// two recorders under one name.
    public let repeated: UInt64
    /// The numbers that are missing, lowest first.
    public let gaps: [SourceGap]
    /// How many more numbers are missing in older gaps, which are no longer told apart.
    public let olderMissing: UInt64

    /// How many numbers are missing for no reason that the ledger knows.
    public var missing: UInt64 {
        self.gaps.filter { $0.removedRows == 0 }.reduce(self.olderMissing) { $0 + $1.count }
    }
}

/// Numbers of one source, one after the other, that are not in the ledger.
public struct SourceGap: Sendable, Hashable {
    /// Where an event of the source is in the ledger.
    public struct Mark: Sendable, Hashable {
        /// Its index.
        public let index: UInt64
        /// When it was recorded there.
        public let recordedAt: Timestamp
    }

    /// The numbers.
    public internal(set) var numbers: ClosedRange<Int64>
    /// The event with the highest number below them that had arrived; `nil` for none.
    public let after: Mark?
    /// The event whose arrival showed the gap.
    public let before: Mark
    /// Rows between the two marks that retention or erasure took, and that may have been these.
    public let removedRows: UInt64

    /// How many they are.
    public var count: UInt64 { UInt64(self.numbers.upperBound - self.numbers.lowerBound) + 1 }
}

extension SourceGap: CustomStringConvertible {
    /// A sentence for an operator: how many events are missing, between which times.
    public var description: String {
        let events = self.count == 1 ? "1 event" : "\(self.count) events"
        let numbers =
            self.count == 1
            ? "number \(self.numbers.lowerBound)"
            : "numbers \(self.numbers.lowerBound) to \(self.numbers.upperBound)"
        let place =
            self.after.map { "between \($0.recordedAt) and \(self.before.recordedAt)" }
            ?? "before \(self.before.recordedAt)"
        guard self.removedRows > 0 else { return "\(events) missing \(place) (\(numbers))" }
        return "\(events) not there \(place) (\(numbers)); "
            + "retention or erasure took \(self.removedRows) rows there, which may be these"
    }
}
