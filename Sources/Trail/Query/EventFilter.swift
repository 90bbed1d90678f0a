/// One condition on one field of an event.
public struct EventFilter: Sendable, Hashable {
    /// What is asked of a field's value.
    ///
    /// Text compares by bytes unless it says otherwise.
    public enum Test: Sendable, Hashable {
        /// The text is this.
        case equals(String)
        /// The text is one of these.
        case oneOf([String])
        /// The text has this in it; letters of either case.
        case contains(String)
        /// The number is one of these.
        case numberIn([Int64])
        /// The number is in this range.
        case numberBetween(Int64, Int64)
        /// The flag is this.
        case flag(Bool)
        /// The address lies in this network.
        case inNetwork(AddressRange)
    }

    /// The field.
    public var field: EventField
    /// What is asked of its value.
    public var test: Test

    /// A condition on `field`.
    public init(_ field: EventField, _ test: Test) {
        self.field = field
        self.test = test
    }
}
