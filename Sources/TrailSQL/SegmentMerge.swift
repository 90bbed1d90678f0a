/// Merges the places found in each segment into one list in scan order.
///
/// Decides and never reads: it says which segment to look into, takes what was found there, and
/// hands out places. Segments overlap in time, because events may happen long before they arrive;
/// a segment is opened only when nothing met so far is certain to come before what it may hold.
package struct SegmentMerge: Sendable {
    /// What is to be done.
    package enum Step: Sendable, Hashable {
        /// Look into the segment of this window, for at most `limit` places, and call
        /// ``supply(_:asked:)``.
        case look(SegmentWindow, limit: Int)
        /// The next place in order.
        case place(EventPlace)
        /// There are no more.
        case finished
    }

    private struct Opened: Sendable {
        let span: SegmentSpan
        var found: ArraySlice<EventPlace> = []
        /// The place from which to go on looking.
        var last: EventPlace?
        var limit: Int
    }

    /// The most places that are looked for at a time.
    package static let maximumLook = 1_024

    private let range: ScanRange
    private let firstLook: Int
    /// The segments that are not open yet, the one to be opened next at the end.
    private var unopened: [SegmentSpan]
    private var opened: [Opened] = []
    private var looking: Int?

    /// A merge over the given segments.
    ///
    /// - Parameters:
    ///   - spans: The tenant's segments, in any order.
    ///   - range: Which places are wanted.
    ///   - expected: About how many places will be asked for.
    package init(_ spans: [SegmentSpan], range: ScanRange, expected: Int) {
        self.range = range
        self.firstLook = min(max(expected, 16), Self.maximumLook)
        let order = range.order
        self.unopened = spans.filter { range.window(in: $0) != nil }
            .sorted { order.isBefore($1.firstPlace(in: order), $0.firstPlace(in: order)) }
    }

    /// What is to be done next.
    package mutating func next() -> Step {
        while true {
            if let position = self.opened.firstIndex(where: { $0.found.isEmpty }) {
                if let step = self.look(at: position) { return step }
                self.opened.remove(at: position)
                continue
            }
            let best = self.best()
            if let span = self.unopened.last, self.mustOpen(span, best) {
                self.unopened.removeLast()
                self.opened.append(Opened(span: span, limit: self.firstLook))
                continue
            }
            guard let best else { return .finished }
            return .place(self.opened[best].found.removeFirst())
        }
    }

    /// Takes what was found where the last step said to look.
    ///
    /// - Parameters:
    ///   - places: What was found, in order.
    ///   - asked: How many were asked for; fewer found means that there are no more.
    package mutating func supply(_ places: [EventPlace], asked: Int) {
        guard let position = self.looking else { return }
        self.looking = nil
        guard let last = places.last else {
            self.opened.remove(at: position)
            return
        }
        self.opened[position].found = places[...]
        self.opened[position].last = last
        // Zero says that nothing is left to look for.
        let isExhausted = places.count < asked
        self.opened[position].limit = isExhausted ? 0 : min(asked * 4, Self.maximumLook)
    }

    /// Looks into an open segment; `nil` where nothing is left in it.
    private mutating func look(at position: Int) -> Step? {
        let segment = self.opened[position]
        var range = self.range
        range.after = segment.last ?? range.after
        guard segment.limit > 0, let window = range.window(in: segment.span) else { return nil }
        self.looking = position
        return .look(window, limit: segment.limit)
    }

    private func best() -> Int? {
        var best: Int?
        for position in self.opened.indices {
            guard let place = self.opened[position].found.first else { continue }
            if let current = best, let first = self.opened[current].found.first,
                !self.range.order.isBefore(place, first)
            {
                continue
            }
            best = position
        }
        return best
    }

    private func mustOpen(_ span: SegmentSpan, _ best: Int?) -> Bool {
        guard let best, let place = self.opened[best].found.first else { return true }
        return !self.range.order.isBefore(place, span.firstPlace(in: self.range.order))
    }
}
