/// Adds up figures, event by event or from parts that were added up before.
package struct FigureTally: Sendable {
    /// What events that are counted together have in common, in one hour.
    package struct Cell: Sendable, Hashable {
        /// The hour, see ``RollupHour``.
        package var hour: Int64
        /// Kind, outcome and result.
        package var key: FigureKey

        /// A cell.
        package init(hour: Int64, key: FigureKey) {
            self.hour = hour
            self.key = key
        }
    }

    /// How many addresses an answer counts exactly.
    package static let exactAddresses = 10_000

    /// The lists that are kept.
    private let lists: Set<FiguresRequest.List>
    /// Events by hour, kind, outcome and result.
    package var cells: [Cell: FigureSum] = [:]
    /// Events by verified actor.
    package var users = TextTally()
    /// Requests by path.
    package var urls = TextTally()
    /// Visits by page.
    package var pages = TextTally()
    /// Failed logins by address.
    package var failures = TextTally()
    /// Requests and errors by endpoint.
    package var endpoints = EndpointTally()
    /// Addresses.
    package var addresses: DistinctTally

    /// Nothing yet.
    ///
    /// - Parameters:
    ///   - lists: The lists to keep.
    ///   - limit: How many addresses are counted exactly.
    package init(
        _ lists: Set<FiguresRequest.List>,
        exactAddresses limit: Int = Self.exactAddresses
    ) {
        self.lists = lists
        self.addresses = DistinctTally(exactUpTo: limit)
    }

    /// Whether a list is kept.
    package func keeps(_ list: FiguresRequest.List) -> Bool { self.lists.contains(list) }

    /// Adds one event to the cells and to the lists.
    package mutating func add(_ row: FigureRow) {
        let key = row.key
        self.count(row, key)
        self.list(row, key)
    }

    /// Adds one event to the cells.
    package mutating func count(_ row: FigureRow, _ key: FigureKey) {
        let cell = Cell(hour: RollupHour.of(row.time), key: key)
        self.cells[cell, default: FigureSum()].add(1, row.duration ?? 0)
    }

    /// Adds one event to the lists.
    package mutating func list(_ row: FigureRow, _ key: FigureKey) {
        guard !self.lists.isEmpty else { return }
        if self.keeps(.users), let who = row.who { self.addUser(CanonicalScanner(who)) }
        let place = row.where.map(CanonicalScanner.init)
        if self.keeps(.addresses) { place?.withText(at: Self.ip) { self.addresses.add($0) } }
        if self.keeps(.failures), key.isFailedLogin {
            place?.withText(at: Self.ip) { _ = self.failures.add($0) }
        }
        guard let what = row.what.map(CanonicalScanner.init) else { return }
        switch row.kind {
        case .request: self.addRequest(what, status: row.status)
        case .page where self.keeps(.pages):
            what.withText(at: Self.path) { _ = self.pages.add($0) }
        case .page, .action, .crud, .login, .cors, .system: break
        }
    }

    /// Adds the figures of a part: to the lists, and to the cells only where they are counted.
    package mutating func add(_ other: FigureTally, countingCells: Bool) {
        if countingCells {
            for (cell, sum) in other.cells {
                self.cells[cell, default: FigureSum()].add(sum.count, sum.duration)
            }
        }
        if self.keeps(.users) { self.users.add(other.users) }
        if self.keeps(.urls) { self.urls.add(other.urls) }
        if self.keeps(.pages) { self.pages.add(other.pages) }
        if self.keeps(.failures) { self.failures.add(other.failures) }
        if self.keeps(.endpoints) { self.endpoints.add(other.endpoints) }
        if self.keeps(.addresses) { self.addresses.add(other.addresses) }
    }

    private mutating func addUser(_ who: CanonicalScanner) {
        guard let verified = who.value(at: Self.isVerified),
            who[verified].elementsEqual("true".utf8)
        else { return }
        who.withText(at: Self.actor) { _ = self.users.add($0) }
    }

    private mutating func addRequest(_ what: CanonicalScanner, status: Int64?) {
        if self.keeps(.urls) { what.withText(at: Self.url) { _ = self.urls.add($0) } }
        guard self.keeps(.endpoints) else { return }
        let route: Void? = what.withText(at: Self.route) {
            self.endpoints.add($0, status: status)
        }
        guard route == nil else { return }
        what.withText(at: Self.url) { self.endpoints.add($0, status: status) }
    }

    private static let actor = EventField.actorID.path
    private static let isVerified = EventField.actorIsVerified.path
    private static let ip = EventField.ip.path
    private static let path = EventField.path.path
    private static let url = EventField.url.path
    private static let route = ["detail", "route"]
}

extension FigureKey {
    /// Whether it is a login that failed: its type says so, and its outcome does not deny it.
    var isFailedLogin: Bool { self.loginType == .failed && self.outcome != .success }
}

extension CanonicalScanner {
    /// What `body` makes of the text at the end of `path`; `nil` where there is none.
    @discardableResult
    fileprivate func withText<Value>(
        at path: [String],
        _ body: (UnsafeBufferPointer<UInt8>) -> Value
    ) -> Value? {
        guard let range = self.value(at: path), let content = self.content(range) else {
            return nil
        }
        guard content.contains(UInt8(ascii: "\\")) else { return body(content) }
        guard var text = self.text(range) else { return nil }
        return text.withUTF8 { body($0) }
    }
}
