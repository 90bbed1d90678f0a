/// Which places a page may look at.
package struct ScanRange: Sendable, Hashable {
    /// The direction.
    package var order: ScanOrder
    /// The first time, in microseconds.
    package var earliest: Int64
    /// The last time, in microseconds.
    package var latest: Int64
    /// Rows from this number on are left out: they came after the first page was read.
    package var sequenceEnd: Int64
    /// Only places that are met after this one; `nil` from the start.
    package var after: EventPlace?

    /// A range.
    package init(
        order: ScanOrder,
        earliest: Int64 = .min,
        latest: Int64 = .max,
        sequenceEnd: Int64 = .max,
        after: EventPlace? = nil
    ) {
        self.order = order
        self.earliest = earliest
        self.latest = latest
        self.sequenceEnd = sequenceEnd
        self.after = after
    }

    /// What of the range lies in a segment, ready to be bound; `nil` where nothing does.
    package func window(in span: SegmentSpan) -> SegmentWindow? {
        guard self.earliest <= self.latest, span.firstSequence < self.sequenceEnd else {
            return nil
        }
        var window = SegmentWindow(
            segment: span.number,
            earliest: self.earliest,
            latest: self.latest,
            edge: self.order.isAscending ? -1 : .max,
            sequenceEnd: self.sequenceEnd
        )
        if let after = self.after {
            guard self.narrow(&window, to: after, in: span) else { return nil }
        }
        guard span.latest >= window.earliest, span.earliest <= window.latest else { return nil }
        return window.earliest <= window.latest ? window : nil
    }

    /// Takes out of a window what is met up to `place`.
    ///
    /// - Returns: Whether anything can be left.
    private func narrow(
        _ window: inout SegmentWindow,
        to place: EventPlace,
        in span: SegmentSpan
    ) -> Bool {
        switch self.order {
        case .timeDescending:
            guard place.time <= window.latest else { return true }
            window.latest = place.time
            if span.lastSequence < place.sequence { return true }
            // Of the rows at this very time all were met: looking at none of them saves walking
            // through what may be a whole segment of equal times.
            guard span.firstSequence >= place.sequence else {
                window.edge = place.sequence
                return true
            }
            guard place.time > .min else { return false }
            window.latest = place.time - 1
        case .timeAscending:
            guard place.time >= window.earliest else { return true }
            window.earliest = place.time
            if span.firstSequence > place.sequence { return true }
            guard span.lastSequence <= place.sequence else {
                window.edge = place.sequence
                return true
            }
            guard place.time < .max else { return false }
            window.earliest = place.time + 1
        case .arrivalAscending:
            guard span.lastSequence > place.sequence else { return false }
            window.edge = place.sequence
        case .arrivalDescending:
            guard span.firstSequence < place.sequence else { return false }
            window.edge = place.sequence
        }
        return true
    }
}

/// The part of a ``ScanRange`` in one segment, as the parameters of ``CandidateSQL`` take it.
package struct SegmentWindow: Sendable, Hashable {
    /// The number of the segment.
    package var segment: Int64
    /// The first time, in microseconds.
    package var earliest: Int64
    /// The last time, in microseconds.
    package var latest: Int64
    /// Only rows beyond this number are met: by time, of those at the very edge where the walk
    /// begins; by arrival, of all.
    package var edge: Int64
    /// Rows from this number on are left out.
    package var sequenceEnd: Int64

    /// Whether a place of the segment lies in the window, as ``CandidateSQL`` decides it.
    package func contains(_ place: EventPlace, in order: ScanOrder) -> Bool {
        guard place.time >= self.earliest, place.time <= self.latest,
            place.sequence < self.sequenceEnd
        else { return false }
        return switch order {
        case .timeAscending: place.time > self.earliest || place.sequence > self.edge
        case .timeDescending: place.time < self.latest || place.sequence < self.edge
        case .arrivalAscending: place.sequence > self.edge
        case .arrivalDescending: place.sequence < self.edge
        }
    }
}
