/// The place of a complete subtree: `level` 0 holds the leaves, each level above halves them.
///
/// The node covers the leaves `index << level ..< (index + 1) << level`.
public struct NodeCoordinate: Sendable, Hashable {
    /// Height above the leaves, 0…63.
    public let level: Int
    /// Position from the left within the level.
    public let index: UInt64

    /// Names a node by its level (0…63) and its position within the level.
    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// Whether all leaves below the node are in a tree of `size` leaves.
    public func isComplete(inTreeOf size: UInt64) -> Bool {
        (0...63).contains(self.level) && self.index < size >> UInt64(self.level)
    }
}

extension NodeCoordinate {
    /// The complete subtrees that cover `leaves`, left to right, largest first.
    ///
    /// `leaves` must be a range that splitting a tree as RFC 6962 §2.1 does can produce: its lower
    /// bound is a multiple of the largest power of two not above its length.
    static func covering(_ leaves: Range<UInt64>) -> [NodeCoordinate] {
        var coordinates: [NodeCoordinate] = []
        var start = leaves.lowerBound
        var rest = leaves.upperBound - leaves.lowerBound
        while rest > 0 {
            let level = 63 - rest.leadingZeroBitCount
            coordinates.append(NodeCoordinate(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
            rest -= 1 << UInt64(level)
        }
        return coordinates
    }

    /// The largest complete subtrees that cover `leaves`, any run of them, left to right.
    package static func filling(_ leaves: Range<UInt64>) -> [NodeCoordinate] {
        var coordinates: [NodeCoordinate] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let room = 63 - (leaves.upperBound - start).leadingZeroBitCount
            let level = min(start.trailingZeroBitCount, room)
            coordinates.append(NodeCoordinate(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return coordinates
    }
}
