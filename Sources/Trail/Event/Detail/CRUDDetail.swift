/// A change of one row.
public struct CRUDDetail: Sendable, Hashable {
    /// What happened to the row.
    ///
    /// The raw value is sealed and never changes.
    public enum EventType: Int, Sendable, Hashable, CaseIterable {
        /// The row was inserted.
        case create = 1
        /// The row was altered.
        case update = 2
        /// The row was removed.
        case delete = 3
        /// An association changed (imported data only).
        case manyToManyChange = 4
        /// An association changed, seen from the other side (imported data only).
        case reverseManyToManyChange = 5
        /// An association was added: a link.
        case link = 6
        /// An association was added, seen from the other side (imported data only).
        case reverseLink = 7
        /// An association was removed: an unlink.
        case unlink = 8
        /// An association was removed, seen from the other side (imported data only).
        case reverseUnlink = 9
        /// All associations were removed (imported data only).
        case clear = 10
        /// All associations were removed, seen from the other side (imported data only).
        case reverseClear = 11
    }

    /// What happened to the row.
    public var type: EventType
    /// The model's or table's name.
    public var model: String
    /// The row before, as a JSON object; `nil` for an insert.
    public var before: CanonicalJSON?
    /// The row after, as a JSON object; `nil` for a delete.
    public var after: CanonicalJSON?

    /// A change of a row of `model`.
    public init(
        _ type: EventType,
        model: String,
        before: CanonicalJSON? = nil,
        after: CanonicalJSON? = nil
    ) {
        self.type = type
        self.model = model
        self.before = before
        self.after = after
    }
}
