internal import Trail

/// Figures counted event by event from parsed sections, to hold those of a store against.
struct PlainFigures {
    /// Events and their durations by kind, outcome and result.
    private(set) var cells: [String: [Int64]] = [:]
    private(set) var users: [String: Int64] = [:]
    private(set) var urls: [String: Int64] = [:]
    private(set) var pages: [String: Int64] = [:]
    private(set) var failures: [String: Int64] = [:]
    private(set) var addresses: Set<String> = []
    private(set) var requests: [String: Int64] = [:]
    private(set) var errors: [String: [Int: Int64]] = [:]
    /// Times of failed logins by address.
    private(set) var attempts: [String: [Int64]] = [:]

    init(_ events: some Sequence<SealedEvent>) {
        for event in events { self.add(event) }
    }

    private mutating func add(_ event: SealedEvent) {
        let detail = event.json(.what)["detail"]
        let who = event.json(.who)
        let address = event.json(.where)["ip"]?.text
        let status = detail?["status"]?.number
        let login = detail?["login_type"]?.number
        let kind = event.header.kind
        var result = "-"
        if kind == .request { result = String((status ?? 0) / 100) }
        if kind == .login { result = login.map(String.init) ?? "-" }
        let cell = "\(kind)/\(event.header.outcome)/\(result)"
        self.cells[cell, default: [0, 0]][0] += 1
        if kind == .request {
            self.cells[cell, default: [0, 0]][1] += detail?["duration_us"]?.number ?? 0
        }
        if let id = who?["id"]?.text, who?["verified"] == true { self.users[id, default: 0] += 1 }
        if let address { self.addresses.insert(address) }
        if kind == .page, let path = detail?["path"]?.text { self.pages[path, default: 0] += 1 }
        if kind == .login, login == 2, event.header.outcome != .success, let address {
            self.failures[address, default: 0] += 1
            self.attempts[address, default: []].append(event.time.microseconds)
        }
        guard kind == .request, let url = detail?["url"]?.text else { return }
        self.urls[url, default: 0] += 1
        let endpoint = detail?["route"]?.text ?? url
        self.requests[endpoint, default: 0] += 1
        guard let status, status >= 400 else { return }
        self.errors[endpoint, default: [:]][Int(status), default: 0] += 1
    }

    /// The values with the most events, of equal ones the first by bytes.
    static func ranking(_ counts: [String: Int64], _ limit: Int) -> [String] {
        counts.sorted { one, other in
            guard one.value == other.value else { return one.value > other.value }
            return one.key.utf8.lexicographicallyPrecedes(other.key.utf8)
        }
        .prefix(limit)
        .map { "\($0.key): \($0.value)" }
    }

    /// The endpoints with the most errors.
    func endpoints(_ limit: Int) -> [String] {
        let counts = self.errors.mapValues { $0.values.reduce(0, +) }
        return counts.sorted { one, other in
            guard one.value == other.value else { return one.value > other.value }
            return one.key.utf8.lexicographicallyPrecedes(other.key.utf8)
        }
        .prefix(limit)
        .map { path, _ in
            "\(path): \((self.errors[path] ?? [:]).sorted { $0.key < $1.key }) of "
                + "\(self.requests[path] ?? 0)"
        }
    }

    /// The most attempts of an address within a window, and when the first window of so many began
    /// and ended.
    static func peak(_ times: [Int64], _ window: Int64) -> [Int64] {
        var best: [Int64] = [0, 0, 0]
        for start in times.sorted() {
            let within = times.filter { $0 >= start && $0 - start <= window }
            guard Int64(within.count) > best[0], let last = within.max() else { continue }
            best = [Int64(within.count), start, last]
        }
        return best
    }
}

extension FigureCounts {
    /// The cells as ``PlainFigures/cells`` has them.
    var plain: [String: [Int64]] {
        var plain: [String: [Int64]] = [:]
        for cell in self.cells {
            var result = "-"
            if cell.kind == .request { result = String(cell.statusClass) }
            if cell.kind == .login { result = cell.loginType.map { String($0.rawValue) } ?? "-" }
            plain["\(cell.kind)/\(cell.outcome)/\(result)"] = [
                cell.count, cell.durationMicroseconds,
            ]
        }
        return plain
    }
}

extension SealedEvent {
    fileprivate func json(_ name: SectionName) -> JSON? {
        self.sections[name]?.text.flatMap { try? CanonicalJSON(parsing: $0).value }
    }
}

extension JSON? {
    fileprivate subscript(key: String) -> JSON? { self?[key] }
}

extension JSON {
    fileprivate subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    fileprivate var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    fileprivate var number: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }
}
