package import Trail

/// The direction in which a page walks through the events: the order of its query, or the reverse
/// of it where the page lies before its cursor.
package enum ScanOrder: Sendable, Hashable, CaseIterable {
    /// From early to late; by arrival where times are equal.
    case timeAscending
    /// From late to early.
    case timeDescending
    /// As they arrived.
    case arrivalAscending
    /// The last that arrived first.
    case arrivalDescending

    /// The direction for a page on the given side of its cursor.
    package init(_ order: EventQuery.Order, _ direction: EventCursor.Direction) {
        switch (order, direction) {
        case (.newestFirst, .forward), (.oldestFirst, .backward): self = .timeDescending
        case (.newestFirst, .backward), (.oldestFirst, .forward): self = .timeAscending
        case (.ledger, .forward), (.ledgerReversed, .backward): self = .arrivalAscending
        case (.ledger, .backward), (.ledgerReversed, .forward): self = .arrivalDescending
        }
    }

    /// Whether places are met upwards.
    package var isAscending: Bool { self == .timeAscending || self == .arrivalAscending }
    /// Whether places are met as they arrived, or the reverse, whatever their time.
    package var isByArrival: Bool { self == .arrivalAscending || self == .arrivalDescending }
}

/// Where an event stands: its time, and its number in the order of arrival over all tenants, which
/// within a tenant is the order of the ledger.
package struct EventPlace: Sendable, Hashable {
    /// The time of lists, in microseconds.
    package var time: Int64
    /// The number of the row.
    package var sequence: Int64

    /// A place.
    package init(time: Int64, sequence: Int64) {
        self.time = time
        self.sequence = sequence
    }
}

extension ScanOrder {
    /// Whether `one` is met before `other`.
    package func isBefore(_ one: EventPlace, _ other: EventPlace) -> Bool {
        switch self {
        case .timeAscending: (one.time, one.sequence) < (other.time, other.sequence)
        case .timeDescending: (one.time, one.sequence) > (other.time, other.sequence)
        case .arrivalAscending: one.sequence < other.sequence
        case .arrivalDescending: one.sequence > other.sequence
        }
    }
}
