/// How many events there are of each kind, outcome and result.
public struct FigureCounts: Sendable, Hashable {
    /// Events that have kind, outcome and result in common.
    public struct Cell: Sendable, Hashable {
        /// The kind.
        public var kind: Event.Kind
        /// How they ended.
        public var outcome: Event.Outcome
        /// The first digit of a request's status; 0 for other kinds, and without a response.
        public var statusClass: Int
        /// What a login event was; `nil` for other kinds, and where that was erased.
        public var loginType: LoginDetail.LoginType?
        /// How many events.
        public var count: Int64
        /// How long all of them took together, in microseconds.
        public var durationMicroseconds: Int64
    }

    /// The cells that hold events, in a fixed order.
    public let cells: [Cell]

    init(_ sums: [FigureKey: FigureSum]) {
        self.cells =
            sums
            .sorted { $0.key.isBefore($1.key) }
            .filter { $0.value.count != 0 }
            .map { key, sum in
                Cell(
                    kind: key.kind,
                    outcome: key.outcome,
                    statusClass: key.kind == .request ? Int(key.result) : 0,
                    loginType: key.loginType,
                    count: sum.count,
                    durationMicroseconds: sum.duration
                )
            }
    }

    /// No events.
    public init() {
        self.cells = []
    }
}

extension FigureCounts {
    /// How many events there are.
    public var total: Int64 { self.count { _ in true } }
    /// How many logins failed: their type says so, and their outcome does not deny it.
    public var failedLogins: Int64 {
        self.count { $0.loginType == .failed && $0.outcome != .success }
    }
    /// How many requests were answered with a status of 400 and above.
    public var errors: Int64 { self.count { $0.kind == .request && $0.statusClass >= 4 } }

    /// How many events of a kind there are.
    public func count(of kind: Event.Kind) -> Int64 { self.count { $0.kind == kind } }

    /// How many events ended like this.
    public func count(of outcome: Event.Outcome) -> Int64 { self.count { $0.outcome == outcome } }

    /// How many requests were answered with a status that begins with this digit; 0 for those
    /// without a response.
    public func count(ofStatusClass statusClass: Int) -> Int64 {
        self.count { $0.kind == .request && $0.statusClass == statusClass }
    }

    private func count(_ isCounted: (Cell) -> Bool) -> Int64 {
        self.cells.reduce(0) { isCounted($1) ? $0 &+ $1.count : $0 }
    }
}
