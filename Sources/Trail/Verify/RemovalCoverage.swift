/// What all genuine removals of a ledger took together, in ledger order.
package struct RemovalCoverage: Sendable {
    private(set) var runs: [RemovalList.Run] = []

    /// Nothing was removed.
    package init() {}

    /// The union of `lists`.
    package init(_ lists: [RemovalList]) {
        var edges: [(place: UInt64, parts: RemovalList.Parts, isStart: Bool)] = []
        for run in lists.lazy.flatMap(\.runs) {
            edges.append((run.indices.lowerBound, run.parts, true))
            edges.append((run.indices.upperBound, run.parts, false))
        }
        edges.sort { $0.place < $1.place }
        var depths = [0, 0, 0, 0]
        var start: UInt64 = 0
        for edge in edges {
            let open = Self.parts(depths)
            if edge.place > start, !open.isEmpty { self.append(start..<edge.place, open) }
            start = edge.place
            for bit in 0..<4 where edge.parts.rawValue >> UInt8(bit) & 1 == 1 {
                depths[bit] += edge.isStart ? 1 : -1
            }
        }
    }

    /// The runs that end after `index`, from the first one on.
    func runs(from index: UInt64) -> ArraySlice<RemovalList.Run> {
        self.runs.suffix(endingAfter: index)
    }

    /// What the event at `index` lost.
    package func parts(at index: UInt64) -> RemovalList.Parts { self.runs.parts(at: index) }

    /// The events of `range` whose rows were not removed.
    func uncovered(_ range: Range<UInt64>) -> [Range<UInt64>] {
        var uncovered: [Range<UInt64>] = []
        var start = range.lowerBound
        for run in self.runs(from: start) where run.parts.contains(.row) {
            guard run.indices.lowerBound < range.upperBound else { break }
            if run.indices.lowerBound > start { uncovered.append(start..<run.indices.lowerBound) }
            start = min(max(start, run.indices.upperBound), range.upperBound)
        }
        if start < range.upperBound { uncovered.append(start..<range.upperBound) }
        return uncovered
    }

    private mutating func append(_ indices: Range<UInt64>, _ parts: RemovalList.Parts) {
        if let last = self.runs.last, last.parts == parts,
            last.indices.upperBound == indices.lowerBound
        {
            self.runs[self.runs.count - 1].indices = last.indices.lowerBound..<indices.upperBound
        } else {
            self.runs.append(RemovalList.Run(indices: indices, parts: parts))
        }
    }

    private static func parts(_ depths: [Int]) -> RemovalList.Parts {
        var parts: RemovalList.Parts = []
        for bit in 0..<4 where depths[bit] > 0 {
            parts.insert(RemovalList.Parts(rawValue: 1 << UInt8(bit)))
        }
        return parts
    }
}
