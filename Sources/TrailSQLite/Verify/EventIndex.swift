internal import TrailSQL

/// An index of events that begins with the segment.
enum EventIndex: String, CaseIterable, Sendable {
    case kind = "event_kind"
    case problem = "event_problem"
    case slow = "event_slow"
    case actor = "event_actor"
    case ip = "event_ip"
    case target = "event_target"
    case username = "event_username"

    /// What an entry holds between the tenant and the time, and which rows have one.
    private var parts: (key: String, condition: String) {
        switch self {
        case .kind: ("kind", "")
        case .problem: ("kind", " AND problem = 1")
        case .slow: ("NULL", " AND duration >= \(QueryDriver.slowThreshold)")
        case .actor: ("actor", " AND actor IS NOT NULL")
        case .ip: ("ip", " AND ip IS NOT NULL")
        case .target: ("target", " AND target IS NOT NULL")
        case .username: ("username", " AND username IS NOT NULL")
        }
    }

    /// The entries of a segment, `?1`, and a tenant, `?2`, in the order in which they are kept.
    var entries: String {
        """
        SELECT seq, time, \(self.parts.key) FROM event INDEXED BY \(self.rawValue)
        WHERE seq >> \(SegmentSpan.bits) = ?1 AND tenant = ?2\(self.parts.condition)
        """
    }

    /// An entry of the tenant `?2` in a segment between `?1` and `?3`.
    var between: String {
        """
        SELECT 1 FROM event INDEXED BY \(self.rawValue)
        WHERE seq >> \(SegmentSpan.bits) > ?1 AND seq >> \(SegmentSpan.bits) < ?3
        AND tenant = ?2\(self.parts.condition) LIMIT 1
        """
    }
}

/// An index of events over all segments.
enum LedgerIndex: String, CaseIterable, Sendable {
    /// Finds a row by its place in the ledger.
    case place = "event_idx"
    /// Finds a row by its id.
    case id = "event_id"

    /// The entries of a tenant, `?2`, behind the key `?1`.
    func entries(atMost count: Int) -> String {
        let key = self == .place ? "idx" : "id"
        return """
            SELECT seq, \(key) FROM event INDEXED BY \(self.rawValue)
            WHERE \(key) > ?1 AND tenant = ?2 LIMIT \(count)
            """
    }
}
