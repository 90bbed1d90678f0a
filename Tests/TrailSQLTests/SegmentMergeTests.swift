import Testing
import Trail
import TrailSQL

/// Merging is held against sorting, on random segments that overlap.
@Suite struct SegmentMergeTests {
    private struct Segment {
        let span: SegmentSpan
        let places: [EventPlace]
    }

    /// Segments of a few places each, in times so few that many are equal.
    private func segments(_ generator: inout SystemRandomNumberGenerator) -> [Segment] {
        (0..<Int64.random(in: 0...6, using: &generator)).map { number in
            let first = (number * 2) << SegmentSpan.bits
            let places = (0..<Int64.random(in: 1...40, using: &generator)).map { offset in
                EventPlace(
                    time: Int64.random(in: 0...30, using: &generator) + number * 3,
                    sequence: first + offset * 7
                )
            }
            let times = places.map(\.time)
            let span = SegmentSpan(
                number: number * 2,
                events: Int64(places.count),
                // As after a removal, the bounds need not be met.
                earliest: (times.min() ?? 0) - Int64.random(in: 0...1, using: &generator),
                latest: (times.max() ?? 0) + Int64.random(in: 0...1, using: &generator)
            )
            return Segment(span: span, places: places)
        }
    }

    /// What the database finds in a window.
    private func look(
        _ segments: [Segment],
        _ window: SegmentWindow,
        _ order: ScanOrder,
        limit: Int
    ) -> [EventPlace] {
        let places = segments.first { $0.span.number == window.segment }?.places ?? []
        let found = places.filter { place in
            guard place.time >= window.earliest, place.time <= window.latest,
                place.sequence < window.sequenceEnd
            else { return false }
            return switch order {
            case .timeAscending: place.time > window.earliest || place.sequence > window.edge
            case .timeDescending: place.time < window.latest || place.sequence < window.edge
            case .arrivalAscending: place.sequence > window.edge
            case .arrivalDescending: place.sequence < window.edge
            }
        }
        return Array(found.sorted { order.isBefore($0, $1) }.prefix(limit))
    }

    private func merged(_ segments: [Segment], _ range: ScanRange, expected: Int) -> [EventPlace] {
        var merge = SegmentMerge(segments.map(\.span), range: range, expected: expected)
        var places: [EventPlace] = []
        while true {
            switch merge.next() {
            case .finished: return places
            case .place(let place): places.append(place)
            case .look(let window, let limit):
                let found = self.look(segments, window, range.order, limit: min(limit, 5))
                merge.supply(found, asked: min(limit, 5))
            }
        }
    }

    @Test(arguments: ScanOrder.allCases)
    func `gives every place once and in order`(order: ScanOrder) {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let segments = self.segments(&generator)
            let all = segments.flatMap(\.places)
            var range = ScanRange(order: order)
            if Bool.random(using: &generator) {
                range.earliest = Int64.random(in: 0...30, using: &generator)
                range.latest = Int64.random(in: 10...50, using: &generator)
            }
            if Bool.random(using: &generator) { range.after = all.randomElement(using: &generator) }
            if Bool.random(using: &generator) {
                range.sequenceEnd = all.randomElement(using: &generator)?.sequence ?? .max
            }
            let expected = all.filter { place in
                place.time >= range.earliest && place.time <= range.latest
                    && place.sequence < range.sequenceEnd
                    && range.after.map { order.isBefore($0, place) } ?? true
            }.sorted { order.isBefore($0, $1) }
            #expect(self.merged(segments, range, expected: 3) == expected, "\(range)")
        }
    }

    @Test func `opens no segment before it may be needed`() {
        let spans = (0..<100).map { number in
            SegmentSpan(
                number: number,
                events: 100,
                earliest: number * 100,
                latest: number * 100 + 99
            )
        }
        var merge = SegmentMerge(spans, range: ScanRange(order: .timeDescending), expected: 50)
        guard case .look(let window, 50) = merge.next() else {
            Issue.record("nothing is looked for")
            return
        }
        #expect(window.segment == 99)
        let places = (0..<50).map { EventPlace(time: 9_999 - $0, sequence: 9_999 - $0) }
        merge.supply(places, asked: 50)
        for place in places {
            #expect(merge.next() == .place(place))
        }
    }

    @Test func `walks past no equal times in segments that are done with`() {
        let sequence = Int64(5) << SegmentSpan.bits + 17
        let range = ScanRange(
            order: .timeDescending,
            after: EventPlace(time: 10, sequence: sequence)
        )
        func window(_ number: Int64) -> SegmentWindow? {
            range.window(in: SegmentSpan(number: number, events: 9, earliest: 0, latest: 20))
        }
        #expect(window(6)?.latest == 9)
        #expect(window(5)?.latest == 10)
        #expect(window(5)?.edge == sequence)
        #expect(window(4)?.latest == 10)
        #expect(window(4)?.edge == .max)
    }
}
