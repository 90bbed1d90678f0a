// Runs in ledger order, no two of which share an event.

extension [RemovalList.Run] {
    /// The runs that end after `index`, from the first one on.
    func suffix(endingAfter index: UInt64) -> ArraySlice<RemovalList.Run> {
        var low = 0
        var high = self.count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].indices.upperBound <= index {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return self[low...]
    }

    /// What the event at `index` lost; nothing where no run has it.
    func parts(at index: UInt64) -> RemovalList.Parts {
        guard let run = self.suffix(endingAfter: index).first, run.indices.contains(index) else {
            return []
        }
        return run.parts
    }
}
