/// What retention did in one tenant's ledger.
public struct RetentionReport: Sendable, Hashable {
    /// What one rule came to.
    public struct Part: Sendable, Hashable {
        /// The rule.
        public let rule: RetentionRule
        /// Events before this time were to go.
        public let cutoff: Timestamp
        /// How many went, or would go.
        public internal(set) var count = 0
        /// How many stay because a legal hold covers them.
        public internal(set) var held = 0
        /// How many of each kind went.
        public internal(set) var kinds: [Event.Kind: Int] = [:]
        /// The sealed records.
        public internal(set) var records: [Receipt] = []

        mutating func add(_ result: RemovalResult) {
            self.count += result.count
            // Each removal meets all that is held before its end anew; the last one meets most.
            self.held = max(self.held, result.held)
            self.kinds.merge(result.kinds) { $0 + $1 }
            if let record = result.record { self.records.append(record) }
        }
    }

    /// Whose ledger.
    public let tenant: TenantID
    /// What each rule came to.
    public internal(set) var parts: [Part]

    /// How many events went, or would go.
    public var count: Int { self.parts.reduce(0) { $0 + $1.count } }
    /// How many stay because a legal hold covers them.
    public var held: Int { self.parts.reduce(0) { $0 + $1.held } }
}
