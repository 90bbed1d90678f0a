internal import Trail

/// Hands out a list of what is to be removed, so many events at a time.
struct RemovalPortions {
    private var rest: ArraySlice<RemovalList.Run>
    /// How many events of the first run have been handed out.
    private var taken: UInt64 = 0

    init(_ list: RemovalList) {
        self.rest = list.runs[...]
    }

    /// The next events, at most `count`; `nil` at the end.
    mutating func next(_ count: Int) -> [RemovalPortion]? {
        var portions: [RemovalPortion] = []
        var room = UInt64(max(count, 1))
        while room > 0, let run = self.rest.first {
            let start = run.indices.lowerBound + self.taken
            let end = min(start + room, run.indices.upperBound)
            portions.append(RemovalPortion(indices: start..<end, parts: run.parts))
            room -= end - start
            self.taken += end - start
            if end == run.indices.upperBound {
                self.rest.removeFirst()
                self.taken = 0
            }
        }
        return portions.isEmpty ? nil : portions
    }
}

/// Neighbouring events, and what they are to lose.
struct RemovalPortion: Sendable, Hashable {
    let indices: Range<UInt64>
    let parts: RemovalList.Parts
}
