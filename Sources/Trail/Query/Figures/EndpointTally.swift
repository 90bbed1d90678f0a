/// Counts requests by endpoint, and their errors by status.
package struct EndpointTally: Sendable {
    /// What errors that are counted together have in common.
    private struct ErrorKey: Sendable, Hashable {
        /// The position of the endpoint among ``EndpointTally/errors``.
        let endpoint: Int
        let status: Int64
    }

    /// Requests by endpoint.
    package private(set) var totals = TextTally()
    /// Requests that were answered with errors, by endpoint.
    package private(set) var errors = TextTally()
    private var statuses: [ErrorKey: Int64] = [:]

    /// Nothing.
    package init() {}

    /// Counts one request.
    package mutating func add(_ path: UnsafeBufferPointer<UInt8>, status: Int64?) {
        self.totals.add(path)
        guard let status, status >= 400 else { return }
        self.add(path, errors: 1, status: status)
    }

    /// Counts requests of one endpoint.
    package mutating func add(
        _ path: UnsafeBufferPointer<UInt8>,
        total: Int64,
        bound: Int64
    ) {
        self.totals.add(path, total, bound: bound)
    }

    /// Counts errors of one endpoint.
    package mutating func add(
        _ path: UnsafeBufferPointer<UInt8>,
        errors count: Int64,
        status: Int64,
        bound: Int64 = 0
    ) {
        let position = self.errors.add(path, count, bound: bound)
        self.statuses[ErrorKey(endpoint: position, status: status), default: 0] &+= count
    }

    /// Notes that a part was added from which endpoints were left out with so many requests, and so
    /// many errors, at the most.
    package mutating func leaveOut(total: Int64, errors: Int64) {
        self.totals.leaveOut(total)
        self.errors.leaveOut(errors)
    }

    /// Adds everything of another tally.
    package mutating func add(_ other: EndpointTally) {
        self.totals.add(other.totals)
        for (key, count) in other.sortedStatuses {
            let text = other.errors.text(of: other.errors.entries[key.endpoint])
            text.withUnsafeBufferPointer { self.add($0, errors: count, status: key.status) }
        }
        self.errors.leaveOut(other.errors.leftOut)
    }

    private var sortedStatuses: [(key: ErrorKey, value: Int64)] {
        self.statuses.sorted { ($0.key.endpoint, $0.key.status) < ($1.key.endpoint, $1.key.status) }
    }

    /// The errors of the endpoints at these positions among ``errors``, by status.
    package func statuses(of positions: [Int]) -> [Int: [(status: Int64, count: Int64)]] {
        let wanted = Set(positions)
        var found: [Int: [(status: Int64, count: Int64)]] = [:]
        for (key, count) in self.sortedStatuses where wanted.contains(key.endpoint) {
            found[key.endpoint, default: []].append((key.status, count))
        }
        return found
    }

    /// The endpoints with the most errors.
    package func ranking(limit: Int) -> Figures.Ranking<Figures.Endpoint> {
        let leaders = self.errors.leading(limit)
        let statuses = self.statuses(of: leaders)
        var isCertain = self.errors.isCertain(leaders, limit: limit)
        let endpoints = leaders.map { position in
            let path = self.errors.text(of: self.errors.entries[position])
            let total = self.totals.position(of: path)
            if self.totals.leftOut > 0, total.map(self.totals.isExact) != true {
                isCertain = false
            }
            return Figures.Endpoint(
                path: String(decoding: path, as: UTF8.self),
                total: total.map { self.totals.entries[$0].count } ?? 0,
                errors: Dictionary(
                    (statuses[position] ?? []).map { (Int($0.status), $0.count) },
                    uniquingKeysWith: &+
                )
            )
        }
        return Figures.Ranking(entries: endpoints, isEstimate: !isCertain)
    }
}
