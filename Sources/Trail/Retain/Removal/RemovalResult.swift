/// What a removal did.
public struct RemovalResult: Sendable, Hashable {
    /// How many events it touched, or would touch.
    public let count: Int
    /// The sealed record; `nil` where there was nothing to remove, and for a dry run.
    public let record: Receipt?
    /// How many events it left because a legal hold covers them.
    public var held = 0
    /// How many it touched of each kind.
    public var kinds: [Event.Kind: Int] = [:]
    /// Whether there may be more than one removal takes.
    public var hasMore = false

    /// A result.
    public init(count: Int, record: Receipt?) {
        self.count = count
        self.record = record
    }

    /// What became of a selection.
    public init(_ selection: RemovalSelection, record: Receipt?) {
        self.count = selection.count
        self.record = record
        self.held = selection.held
        self.kinds = selection.kinds
        self.hasMore = selection.isFull
    }
}
