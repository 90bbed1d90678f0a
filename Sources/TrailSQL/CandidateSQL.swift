/// SQL that finds, in one segment, the places of events that a driver leads to, in scan order and
/// from the index alone.
///
/// Parameters: `?1` segment, `?2` tenant, `?3` earliest, `?4` latest, `?5` edge, `?6` sequence end,
/// `?7` limit, and the driver's values from `?8` on. The dialect is SQLite's.
package struct CandidateSQL: Sendable, Hashable {
    /// The number of the first parameter that holds a value of the driver.
    package static let firstValue = 8

    /// The text that selects `time, seq`.
    package let text: String
    /// The values of the driver, to be bound from ``firstValue`` on.
    package let values: [String]

    /// The statement that finds places in order.
    package init(_ driver: QueryDriver, order: ScanOrder) {
        let edge =
            switch order {
            case .timeAscending: "(time > ?3 OR seq > ?5)"
            case .timeDescending: "(time < ?4 OR seq < ?5)"
            case .arrivalAscending: "seq > ?5"
            case .arrivalDescending: "seq < ?5"
            }
        let sort =
            switch order {
            case .timeAscending: "time, seq"
            case .timeDescending: "time DESC, seq DESC"
            case .arrivalAscending: "seq"
            case .arrivalDescending: "seq DESC"
            }
        let arms = driver.arms.map { "SELECT time, seq \($0) AND \(edge)" }
        self.text = arms.joined(separator: " UNION ALL ") + " ORDER BY \(sort) LIMIT ?7"
        self.values = driver.values
    }

    /// The statement that counts places, at most `?7` of them; `?5` is not used.
    package static func counting(_ driver: QueryDriver) -> CandidateSQL {
        let arms = driver.arms.map { "SELECT 1 \($0)" }.joined(separator: " UNION ALL ")
        return CandidateSQL(
            text: "SELECT count(*) FROM (\(arms) LIMIT ?7)",
            values: driver.values
        )
    }

    private init(text: String, values: [String]) {
        self.text = text
        self.values = values
    }
}

extension QueryDriver {
    /// The index by name, as it is created in the schema.
    package var indexName: String {
        switch self {
        case .kinds: "event_kind"
        case .problems: "event_problem"
        case .slow: "event_slow"
        case .actor: "event_actor"
        case .ip: "event_ip"
        case .target: "event_target"
        case .username: "event_username"
        }
    }

    /// The values to be bound, one an arm; kinds are few and stand in the text.
    fileprivate var values: [String] {
        switch self {
        case .kinds, .problems, .slow: []
        case .actor(let values), .ip(let values), .target(let values), .username(let values): values
        }
    }

    /// What follows `SELECT` in each arm.
    ///
    /// The index is named: a plan must not depend on statistics.
    fileprivate var arms: [String] {
        let from = "FROM event INDEXED BY \(self.indexName) WHERE seq >> \(SegmentSpan.bits) = ?1"
        let within = "time >= ?3 AND time <= ?4 AND seq < ?6"
        let conditions: [String] =
            switch self {
            case .kinds(let kinds): kinds.map { "kind = \($0.code)" }
            case .problems(let kinds): kinds.map { "problem = 1 AND kind = \($0.code)" }
            case .slow: ["duration >= \(Self.slowThreshold)"]
            case .actor(let values): Self.equal("actor", values)
            case .ip(let values): Self.equal("ip", values)
            case .target(let values): Self.equal("target", values)
            case .username(let values): Self.equal("username", values)
            }
        return conditions.map { "\(from) AND tenant = ?2 AND \($0) AND \(within)" }
    }

    private static func equal(_ column: String, _ values: [String]) -> [String] {
        values.indices.map { "\(column) = ?\(CandidateSQL.firstValue + $0)" }
    }
}
