/// The error of everything that may fail for reasons outside the caller's control.
public struct TrailError: Error, Sendable, CustomStringConvertible {
    /// The kind of a failure.
    ///
    /// New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the kind.
        public let name: String

        /// A kind called `name`.
        public init(_ name: String) {
            self.name = name
        }

        /// The name of the kind.
        public var description: String { self.name }

        /// The buffer is full: a normal outcome under load; try again later.
        public static let overloaded = Code("overloaded")
        /// The store cannot be reached or is locked; the same call may succeed later.
        public static let storeUnavailable = Code("store_unavailable")
        /// There is no room left on the disk.
        public static let outOfSpace = Code("out_of_space")
        /// The store refuses this very event; others are not affected.
        public static let unstorable = Code("unstorable")
        /// What the store holds is not what was signed; nothing more is written to it.
        public static let ledgerDamaged = Code("ledger_damaged")
        /// The store holds less than, or other than, what this key has signed before.
        public static let ledgerForked = Code("ledger_forked")
        /// The clock is behind the ledger's head by more than is believable.
        public static let clockBehind = Code("clock_behind")
        /// Another process serves this store.
        public static let alreadyServed = Code("already_served")
        /// A setting is missing or wrong.
        public static let invalidConfiguration = Code("invalid_configuration")
        /// What was asked for does not exist.
        public static let notFound = Code("not_found")
        /// The recorder has been shut down.
        public static let closed = Code("closed")
        /// A legal hold covers what was to be removed.
        public static let held = Code("held")
        /// The same work is being done already.
        public static let underWay = Code("under_way")
        /// The same id was recorded before with other content.
        public static let idConflict = Code("id_conflict")
    }

    /// The kind of failure; switch on this.
    public var code: Code
    /// For an operator.
    ///
    /// Never holds event payload or credentials.
    public var message: String
    /// What lies beneath.
    public var cause: (any Error)?
    /// How long whoever failed asks to be left alone; `nil` where it did not ask.
    public var retryAfter: Duration?

    /// A failure of kind `code`.
    public init(
        _ code: Code,
        _ message: String,
        cause: (any Error)? = nil,
        retryAfter: Duration? = nil
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        self.retryAfter = retryAfter
    }

    /// Code and message; the cause is left out, for it may hold more than anyone should see.
    public var description: String { "\(self.code): \(self.message)" }
}
