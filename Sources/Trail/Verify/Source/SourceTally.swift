/// What has been seen of one source's numbers; its size does not grow with their count.
struct SourceTally: Sendable {
    /// An event with a number, where it stands in the ledger, and how many rows before it are gone.
    struct Arrival: Sendable {
        let number: Int64
        let mark: SourceGap.Mark
        let removedBefore: UInt64
    }

    private let limit: Int
    private var received: UInt64 = 0
    private var repeated: UInt64 = 0
    private var highest: Arrival?
    /// In the order of their numbers.
    private var gaps: [SourceGap] = []
    /// Numbers up to this one are no longer told apart.
    private var settledThrough: Int64 = 0
    private var settledMissing: UInt64 = 0

    /// A tally that keeps at most `limit` gaps.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes in the next event of the source, in ledger order.
    mutating func add(_ arrival: Arrival) {
        self.received += 1
        let last = self.highest?.number ?? 0
        guard arrival.number > last else { return self.fill(arrival.number) }
        if arrival.number > last + 1 {
            self.gaps.append(
                SourceGap(
                    numbers: last + 1...arrival.number - 1,
                    after: self.highest?.mark,
                    before: arrival.mark,
                    removedRows: arrival.removedBefore - (self.highest?.removedBefore ?? 0)
                )
            )
            if self.gaps.count > self.limit { self.settleOldest() }
        }
        self.highest = arrival
    }

    /// The report on `source`.
    func report(on source: String) -> SourceReport {
        SourceReport(
            source: source,
            received: self.received,
            highest: self.highest?.number ?? 0,
            repeated: self.repeated,
            gaps: self.gaps,
            olderMissing: self.settledMissing
        )
    }

    /// A number that arrives late closes a gap, or makes it smaller, or two of it.
    private mutating func fill(_ number: Int64) {
        guard number > self.settledThrough else {
            self.settledMissing -= min(1, self.settledMissing)
            return
        }
        guard let place = self.place(of: number) else {
            self.repeated += 1
            return
        }
        let gap = self.gaps[place]
        var rest: [SourceGap] = []
        if gap.numbers.lowerBound < number {
            var low = gap
            low.numbers = gap.numbers.lowerBound...number - 1
            rest.append(low)
        }
        if number < gap.numbers.upperBound {
            var high = gap
            high.numbers = number + 1...gap.numbers.upperBound
            rest.append(high)
        }
        self.gaps.replaceSubrange(place...place, with: rest)
        if self.gaps.count > self.limit { self.settleOldest() }
    }

    private mutating func settleOldest() {
        let gap = self.gaps.removeFirst()
        self.settledThrough = gap.numbers.upperBound
        if gap.removedRows == 0 { self.settledMissing += gap.count }
    }

    /// Which gap `number` is in.
    private func place(of number: Int64) -> Int? {
        var low = 0
        var high = self.gaps.count
        while low < high {
            let middle = (low + high) / 2
            if self.gaps[middle].numbers.upperBound < number {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < self.gaps.count, self.gaps[low].numbers.contains(number) else { return nil }
        return low
    }
}
