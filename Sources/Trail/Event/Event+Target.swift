extension Event {
    /// What was acted upon.
    public struct Target: Sendable, Hashable {
        /// The type of the thing: a model's, table's or resource's name.
        public var type: String
        /// Its id; `nil` where it has none yet.
        public var id: String?
        /// A label for people to read.
        public var label: String?

        /// A target.
        public init(type: String, id: String? = nil, label: String? = nil) {
            self.type = type
            self.id = id
            self.label = label
        }
    }

    /// One field's value before and after.
    public struct Change: Sendable, Hashable {
        /// The field's name.
        public var field: String
        /// The value before; `nil` where there was none (an insert), JSON null where it was null.
        public var old: CanonicalJSON?
        /// The value after; `nil` where there is none (a delete).
        public var new: CanonicalJSON?

        /// A change of `field`.
        public init(field: String, old: CanonicalJSON?, new: CanonicalJSON?) {
            self.field = field
            self.old = old
            self.new = new
        }
    }
}
