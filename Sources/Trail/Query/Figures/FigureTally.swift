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

    /// The lists that are kept, a bit each: every event asks for several of them.
    private let lists: UInt8
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
        self.lists = lists.reduce(0) { $0 | Self.bit($1) }
        self.addresses = DistinctTally(exactUpTo: limit)
    }

    /// Whether a list is kept.
    package func keeps(_ list: FiguresRequest.List) -> Bool { self.lists & Self.bit(list) != 0 }

    /// Whether any list is kept.
    package var keepsAny: Bool { self.lists != 0 }

    private static func bit(_ list: FiguresRequest.List) -> UInt8 {
        switch list {
        case .users: 1
        case .urls: 2
        case .pages: 4
        case .addresses: 8
        case .failures: 16
        case .endpoints: 32
        }
    }

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
        guard self.keepsAny else { return }
        if self.keeps(.users), let who = row.who { self.addUser(CanonicalScanner(who)) }
        let isFailure = self.keeps(.failures) && key.isFailedLogin
        if self.keeps(.addresses) || isFailure, let place = row.where {
            self.addAddress(CanonicalScanner(place), isFailure: isFailure)
        }
        guard row.kind == .request || row.kind == .page, let what = row.what else { return }
        self.addDetail(CanonicalScanner(what), row)
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
        guard let found = who.members("id", "verified"), let id = found.first,
            let verified = found.second, who[verified].elementsEqual("true".utf8)
        else { return }
        who.withText(id) { _ = self.users.add($0) }
    }

    private mutating func addAddress(_ place: CanonicalScanner, isFailure: Bool) {
        guard let ip = place.member("ip") else { return }
        place.withText(ip) { address in
            if self.keeps(.addresses) { self.addresses.add(address) }
            if isFailure { self.failures.add(address) }
        }
    }

    private mutating func addDetail(_ what: CanonicalScanner, _ row: FigureRow) {
        guard let detail = what.member("detail") else { return }
        let scanner = CanonicalScanner(what[detail])
        if row.kind == .page {
            guard self.keeps(.pages), let path = scanner.member("path") else { return }
            return scanner.withText(path) { _ = self.pages.add($0) }
        }
        guard let found = scanner.members("route", "url") else { return }
        let (route, url) = found
        if self.keeps(.urls), let url { scanner.withText(url) { _ = self.urls.add($0) } }
        guard self.keeps(.endpoints), let endpoint = route ?? url else { return }
        scanner.withText(endpoint) { self.endpoints.add($0, status: row.status) }
    }
}

extension FigureKey {
    /// Whether it is a login that failed: its type says so, and its outcome does not deny it.
    var isFailedLogin: Bool { self.loginType == .failed && self.outcome != .success }
}

extension CanonicalScanner {
    /// Where the value of a member of the object is; `nil` where there is none.
    fileprivate func member(_ key: StaticString) -> Range<Int>? {
        self.members(key, key)?.first
    }

    /// Where the values of two members of the object are, of which the first comes first; found in
    /// one pass.
    fileprivate func members(
        _ first: StaticString,
        _ second: StaticString
    ) -> (first: Range<Int>?, second: Range<Int>?)? {
        var members = MemberScanner(self, objectAt: 0)
        var value: Range<Int>?
        while let member = members.next() {
            guard let end = self.end(ofValueAt: member.value) else { return nil }
            if self.isKey(member.key, first) { value = member.value..<end }
            if self.isKey(member.key, second) { return (value, member.value..<end) }
            members.skip(to: end)
        }
        return (value, nil)
    }

    private func isKey(_ key: Range<Int>, _ wanted: StaticString) -> Bool {
        key.count == wanted.utf8CodeUnitCount
            && wanted.withUTF8Buffer { self[key].elementsEqual($0) }
    }

    /// What `body` makes of the text at `range`.
    fileprivate func withText(
        _ range: Range<Int>,
        _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        guard let content = self.content(range) else { return }
        guard content.contains(UInt8(ascii: "\\")) else { return body(content) }
        guard var text = self.text(range) else { return }
        text.withUTF8 { body($0) }
    }
}
