internal import HTTPTypes
public import Trail

// The one table from what may go wrong in Trail to what a client is told. The messages of a
// `TrailError` are for operators: they go to the log, never into a response.

extension Problem {
    /// What a client is told of `error`.
    public init(_ error: TrailError) {
        self.init(Kind(error.code))
    }

    /// What a client is told of `error`: the field and the reason.
    public init(_ error: EventError) {
        self.init(.invalidInput, errors: [FieldError(error.field, error.message)])
    }
}

extension Problem.Kind {
    /// The kind that stands for a code; ``failure`` for one that is not in the table.
    public init(_ code: TrailError.Code) {
        self = Self.table[code] ?? .failure
    }

    private static let table: [TrailError.Code: Self] = [
        .overloaded: .overloaded,
        .storeUnavailable: .storeUnavailable,
        .closed: .closed,
        .outOfSpace: .outOfSpace,
        .unstorable: .unstorable,
        .ledgerDamaged: .ledgerRefused,
        .ledgerForked: .ledgerRefused,
        .alreadyServed: .ledgerRefused,
        .clockBehind: .clockBehind,
        .invalidConfiguration: .failure,
        .notFound: .notFound,
        .idConflict: .conflict,
        .held: .held,
        .underWay: .underWay,
    ]

    /// The recorder's buffer is full.
    public static let overloaded = Self(
        "overloaded",
        .serviceUnavailable,
        title: "Overloaded",
        sentence: "More arrives than can be recorded. Nothing of this was recorded; try again.",
        retryAfter: 1
    )
    /// The store cannot be reached.
    public static let storeUnavailable = Self(
        "store-unavailable",
        .serviceUnavailable,
        title: "Store unavailable",
        sentence: "The store cannot be reached at the moment; try again.",
        retryAfter: 5
    )
    /// The server is stopping.
    public static let closed = Self(
        "closed",
        .serviceUnavailable,
        title: "Shutting down",
        sentence: "The server is shutting down; try again.",
        retryAfter: 5
    )
    /// The disk is full, or nearly so.
    public static let outOfSpace = Self(
        "out-of-space",
        .init(code: 507, reasonPhrase: "Insufficient Storage"),
        title: "Out of space",
        sentence: "There is no room left for this on the disk.",
        retryAfter: 60
    )
    /// The store refuses this very event.
    public static let unstorable = Self(
        "unstorable",
        .unprocessableContent,
        title: "Cannot be stored",
        sentence: "The store refuses this event. Others are not affected."
    )
    /// The ledger is not in a state in which it may be extended.
    public static let ledgerRefused = Self(
        "ledger-refused",
        .serviceUnavailable,
        title: "Ledger refused",
        sentence: "The ledger is not as it was left; the server's log says more."
    )
    /// The clock is wrong.
    public static let clockBehind = Self(
        "clock-behind",
        .serviceUnavailable,
        title: "Clock behind",
        sentence: "The server's clock is wrong, so nothing is recorded until it is right.",
        retryAfter: 60
    )

    /// A legal hold stands in the way.
    public static let held = Self(
        "held",
        .conflict,
        title: "Under legal hold",
        sentence: "A legal hold covers some of it, so nothing was removed."
    )
    /// The same work is being done already.
    public static let underWay = Self(
        "under-way",
        .conflict,
        title: "Under way",
        sentence: "The same is being done already; try again when it is done."
    )
}
