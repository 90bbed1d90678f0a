/// A recorded removal: the list of what went, and the index of the event that commits to it.
public struct Removal: Sendable, Hashable {
    /// Where the sealed `system` event is.
    public let recordIndex: UInt64
    /// What went, as ``RemovalList`` bytes; their SHA-256 is in the sealed event.
    public let list: [UInt8]

    /// A recorded removal.
    public init(recordIndex: UInt64, list: [UInt8]) {
        self.recordIndex = recordIndex
        self.list = list
    }
}
