/// A question about one tenant's events: the one type behind REST lists, exports, streams, the
/// dashboard and the command line.
public struct EventQuery: Sendable, Hashable {
    /// The order of a page.
    public enum Order: Sendable, Hashable {
        /// By `time`, then index, the latest first.
        case newestFirst
        /// By `time`, then index, the earliest first.
        case oldestFirst
        /// By ledger index, upwards; misses nothing that arrives meanwhile.
        case ledger
        /// By ledger index, downwards: the last that arrived first.
        case ledgerReversed
    }

    /// Whose events.
    ///
    /// Every store narrows to it first: tenants never mix.
    public var tenant: TenantID
    /// Which kinds; empty for all.
    public var kinds: Set<Event.Kind>
    /// Not before this time.
    public var from: Timestamp?
    /// Not after this time.
    public var to: Timestamp?
    /// What must hold besides; all of them.
    public var filters: [EventFilter]
    /// Groups of conditions of which one must hold besides, with all in it; empty for any event.
    ///
    /// No index leads to them.
    public var anyOf: [[EventFilter]] = []
    /// Words that must be in the event besides; `nil` for any.
    public var search: SearchTerms?
    /// The order of the page.
    public var order: Order
    /// The most events a page holds.
    public var limit: Int
    /// Where the page begins; `nil` for the first page.
    public var cursor: EventCursor?
    /// How many rows may be looked at for a page; when it is used up the page is short and has a
    /// `next`.
    public var scanBudget: Int
    /// How long a search may take for a page; when it is used up the page is short and has a
    /// `next`.
    public var searchBudget: Duration

    /// A question for all events of `tenant`, newest first, fifty a page.
    public init(
        tenant: TenantID,
        kinds: Set<Event.Kind> = [],
        filters: [EventFilter] = [],
        order: Order = .newestFirst,
        limit: Int = 50
    ) {
        self.tenant = tenant
        self.kinds = kinds
        self.filters = filters
        self.order = order
        self.limit = limit
        self.scanBudget = 20_000
        self.searchBudget = .milliseconds(50)
    }
}
