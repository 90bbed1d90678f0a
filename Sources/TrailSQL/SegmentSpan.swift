/// What is known of a tenant's part of one segment: how much is in it, and from when until when.
///
/// A segment is a run of the order of arrival. Every secondary index begins with it, so that
/// inserts touch only the newest end of each index.
package struct SegmentSpan: Sendable, Hashable {
    /// How many bits of a row's number lie within its segment: 32,768 rows.
    ///
    /// A batch dirties about as many index pages as it has rows until it has touched all pages of
    /// the segment: smaller segments make writes cheaper, and rare values dearer to find, because
    /// each segment is one more place to look.
    package static let bits = 15

    /// The number of the segment: of its first row, divided by the size of a segment.
    package let number: Int64
    /// How many events of the tenant are in it.
    package let events: Int64
    /// No event of the tenant in it is earlier, in microseconds.
    package let earliest: Int64
    /// No event of the tenant in it is later, in microseconds.
    package let latest: Int64

    /// A span.
    package init(number: Int64, events: Int64, earliest: Int64, latest: Int64) {
        self.number = number
        self.events = events
        self.earliest = earliest
        self.latest = latest
    }

    /// The segment of a row.
    package static func number(ofSequence sequence: Int64) -> Int64 { sequence >> self.bits }

    /// The first number that a row in the segment can have.
    package var firstSequence: Int64 { self.number << Self.bits }
    /// The last number that a row in the segment can have.
    package var lastSequence: Int64 { (self.number + 1) << Self.bits - 1 }

    /// A place that no event of the segment is met before.
    package func firstPlace(in order: ScanOrder) -> EventPlace {
        switch order {
        case .timeAscending: EventPlace(time: self.earliest, sequence: self.firstSequence)
        case .timeDescending: EventPlace(time: self.latest, sequence: self.lastSequence)
        case .arrivalAscending: EventPlace(time: .min, sequence: self.firstSequence)
        case .arrivalDescending: EventPlace(time: .max, sequence: self.lastSequence)
        }
    }
}
