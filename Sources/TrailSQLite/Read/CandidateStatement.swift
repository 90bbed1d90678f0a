internal import GRDB
internal import TrailSQL

/// A statement of ``TrailSQL/CandidateSQL`` for one tenant.
struct CandidateStatement {
    private let statement: RawStatement

    init(_ sql: CandidateSQL, tenant: Int64, _ database: Database) throws {
        self.statement = try RawStatement(sql.text, database)
        self.statement.bind(tenant, at: 2)
        for (offset, value) in sql.values.enumerated() {
            self.statement.bind(copying: value, at: CandidateSQL.firstValue + offset)
        }
    }

    /// The first places within a window.
    func places(in window: SegmentWindow, limit: Int) throws -> [EventPlace] {
        self.bind(window, limit: limit)
        self.statement.bind(window.edge, at: 5)
        var places: [EventPlace] = []
        while try self.statement.step() {
            places.append(
                EventPlace(time: self.statement.integer(0), sequence: self.statement.integer(1))
            )
        }
        return places
    }

    /// How many places are within a window.
    func count(in window: SegmentWindow) throws -> Int {
        self.bind(window, limit: .max)
        guard try self.statement.step() else { return 0 }
        defer { self.statement.reset() }
        return Int(self.statement.integer(0))
    }

    private func bind(_ window: SegmentWindow, limit: Int) {
        self.statement.bind(window.segment, at: 1)
        self.statement.bind(window.earliest, at: 3)
        self.statement.bind(window.latest, at: 4)
        self.statement.bind(window.sequenceEnd, at: 6)
        self.statement.bind(Int64(limit), at: 7)
    }
}
