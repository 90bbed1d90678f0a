public import MerkleLog

/// An event in its tenant's ledger.
public struct SealedEvent: Sendable, Hashable {
    /// Its place in the ledger, gapless from 0.
    public let index: UInt64
    /// When the ledger took it in; never decreases from one index to the next.
    public let recordedAt: Timestamp
    /// `SHA-256(0x00 + leaf data)`, RFC 6962.
    public let leaf: Hash
    /// The part that stays for ever.
    public let header: EventHeader
    /// The parts that can be erased.
    public let sections: Sections

    /// A sealed event with its parts.
    public init(
        index: UInt64,
        recordedAt: Timestamp,
        leaf: Hash,
        header: EventHeader,
        sections: Sections
    ) {
        self.index = index
        self.recordedAt = recordedAt
        self.leaf = leaf
        self.header = header
        self.sections = sections
    }

    /// The time that lists, filters and dashboards use: `occurredAt` held to seven days before
    /// and five minutes after `recordedAt`; of an imported event `occurredAt` as it is.
    public var time: Timestamp { EventTime.of(self.header, recordedAt: self.recordedAt) }
}

/// The one rule by which the time of an event in lists follows from its two times.
public enum EventTime {
    /// How far before `recordedAt` a claim is believed.
    public static let past: Duration = .seconds(7 * 24 * 3_600)
    /// How far after `recordedAt` a claim is believed.
    public static let future: Duration = .seconds(300)

    /// The time of an event by its header: what an import says is believed, what a caller says
    /// within limits.
    public static func of(_ header: EventHeader, recordedAt: Timestamp) -> Timestamp {
        guard !header.isImported else { return header.occurredAt }
        return self.held(header.occurredAt, recordedAt: recordedAt)
    }

    /// `occurredAt` held to `recordedAt` − 7 days … + 5 minutes.
    public static func held(_ occurredAt: Timestamp, recordedAt: Timestamp) -> Timestamp {
        let earliest = recordedAt.advanced(by: .zero - Self.past)
        let latest = recordedAt.advanced(by: Self.future)
        return min(max(occurredAt, earliest), latest)
    }
}
