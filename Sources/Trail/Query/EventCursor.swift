/// A place between two events of an ordered list.
///
/// Carries the size that the ledger had when the first page was read, so that a list stays the
/// same while events arrive.
public struct EventCursor: Sendable, Hashable {
    /// Which side of the place the page lies on.
    public enum Direction: UInt8, Sendable, Hashable {
        /// The events after the place, in the order of the query.
        case forward
        /// The events before the place, in the order of the query.
        case backward
    }

    /// The time of the event at the place; not used in ledger order.
    public var time: Timestamp
    /// The ledger index of the event at the place.
    public var index: UInt64
    /// Which side.
    public var direction: Direction
    /// The size of the ledger when the first page was read; events at or beyond it are left out.
    public var ledgerSize: UInt64

    /// A place.
    public init(time: Timestamp, index: UInt64, direction: Direction, ledgerSize: UInt64) {
        self.time = time
        self.index = index
        self.direction = direction
        self.ledgerSize = ledgerSize
    }
}
