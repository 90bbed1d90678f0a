/// How much of a buffer is taken.
struct Occupancy: Sendable, Hashable {
    /// Events.
    var events = 0
    /// Bytes, closely enough to bound memory.
    var bytes = 0

    static func += (one: inout Self, other: Self) {
        one.events += other.events
        one.bytes += other.bytes
    }

    static func -= (one: inout Self, other: Self) {
        one.events -= other.events
        one.bytes -= other.bytes
    }
}
