/// Decides, event by event and in ledger order, what a removal takes.
///
/// Pure: a store shows it events, and does what it says. What shows an event to it may leave out
/// the sections that are not in ``sections``.
public struct RemovalSelection: Sendable {
    /// What is to be removed.
    public let request: RemovalRequest
    /// The sections that must be read of each event.
    public let sections: Set<SectionName>
    /// What goes; empty in a dry run.
    public private(set) var list = RemovalList()
    /// How many events go.
    public private(set) var count = 0
    /// How many would go, but for a legal hold.
    public private(set) var held = 0
    /// How many of each kind go.
    public private(set) var kinds: [Event.Kind: Int] = [:]
    private let holds: [EventQuery]

    /// A selection of nothing yet.
    ///
    /// - Parameters:
    ///   - request: What is to be removed.
    ///   - holds: The legal holds of the tenant that are in force.
    /// - Throws: ``TrailError`` `ledgerDamaged` for a hold that cannot be read: what it covers is
    ///   not known, so nothing may go.
    public init(
        _ request: RemovalRequest,
        holds: [LegalHold]
    ) throws(TrailError) {
        self.request = request
        var queries: [EventQuery] = []
        for hold in holds where hold.tenant == request.tenant && hold.release == nil {
            queries.append(try hold.storedQuery())
        }
        self.holds = queries
        let filters = ([request.query] + queries).flatMap { $0.filters + $0.anyOf.joined() }
        // Words may be in any of them.
        self.sections =
            request.query.search == nil
            ? Set(filters.compactMap(\.field.section)).union(request.extent.sections)
            : Set(SectionName.allCases)
    }

    /// A selection that has come to `list`.
    package init(_ request: RemovalRequest, listing list: RemovalList) {
        self.request = request
        self.sections = request.extent.sections
        self.holds = []
        self.list = list
        self.count = list.count
    }

    /// Whether no more events are taken.
    public var isFull: Bool {
        !self.request.manner.isDryRun && self.count >= self.request.bounds.limit
    }

    /// Takes an event in, if it is to go.
    public mutating func consider(_ event: SealedEvent) {
        guard self.isWithinBounds(event), self.request.query.matches(event) else { return }
        let parts = self.request.extent.parts(of: event.header, event.sections)
        guard !parts.isEmpty else { return }
        guard !self.holds.contains(where: { $0.matches(event) }) else {
            self.held += 1
            return
        }
        self.count += 1
        self.kinds[event.header.kind, default: 0] += 1
        if !self.request.manner.isDryRun { self.list.append(event.index, parts) }
    }

    private func isWithinBounds(_ event: SealedEvent) -> Bool {
        let bounds = self.request.bounds
        if let limit = bounds.recordedBefore, event.recordedAt >= limit { return false }
        if let limit = bounds.expiredBefore, event.retainedFrom >= limit { return false }
        return true
    }

    /// Refuses to go on where an event is held and the request wants all or nothing.
    ///
    /// - Throws: ``TrailError`` `held`.
    public func checkHeld() throws(TrailError) {
        guard self.held > 0, self.request.manner.refusesHeld else { return }
        throw TrailError(
            .held,
            "\(self.held) of the events are under a legal hold. Nothing is removed."
        )
    }
}
