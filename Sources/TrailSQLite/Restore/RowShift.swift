internal import GRDB
internal import Trail
internal import TrailSQL

/// Moves rows by one, so that a number becomes free between two neighbours.
///
/// Rows of any tenants, up or down to the nearest number that is free; their order stays.
struct RowShift {
    /// The most rows that are moved.
    private static let most: Int64 = 20_000

    private let database: Database
    /// What has changed, by tenant.
    private(set) var tallies: [Int64: BatchTally] = [:]

    init(_ database: Database) {
        self.database = database
    }

    /// Makes a number free behind the row `below` and before the row `above`.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` where none is free near by.
    mutating func makeRoom(below: Int64, above: Int64) throws -> Int64 {
        let last = try self.database.firstInteger("SELECT max(seq) FROM event") ?? 0
        let up = try self.free(from: above, by: 1, within: 0...last - 1)
        let down = try self.free(from: below, by: -1, within: 0...last - 1)
        switch (up, down) {
        case (let up?, let down) where down.map({ up - above <= below - $0 }) ?? true:
            for number in stride(from: up - 1, through: above, by: -1) {
                try self.move(number, to: number + 1)
            }
            return above
        case (_, let down?):
            for number in stride(from: down + 1, through: below, by: 1) {
                try self.move(number, to: number - 1)
            }
            return below
        default:
            throw TrailError(
                .storeUnavailable,
                "There is no room left for an event between rows of other tenants. What is back "
                    + "stays back."
            )
        }
    }

    /// The first free number from one on.
    private func free(
        from start: Int64,
        by step: Int64,
        within range: ClosedRange<Int64>
    ) throws -> Int64? {
        let isTaken = try RawStatement("SELECT 1 FROM event WHERE seq = ?", self.database)
        var number = start
        while range.contains(number), abs(number - start) <= Self.most {
            isTaken.bind(number, at: 1)
            defer { isTaken.reset() }
            guard try isTaken.step() else { return number }
            number += step
        }
        return nil
    }

    private mutating func move(_ number: Int64, to free: Int64) throws {
        let update = try RawStatement("UPDATE event SET seq = ? WHERE seq = ?", self.database)
        let (tenant, old) = try self.figures(number)
        update.bind(free, at: 1)
        update.bind(number, at: 2)
        try update.run()
        let (_, new) = try self.figures(free)
        self.tallies[tenant, default: BatchTally()].remove(old)
        self.tallies[tenant, default: BatchTally()].add(new)
        self.tallies[tenant, default: BatchTally()].touch(free)
    }

    private func figures(_ number: Int64) throws -> (tenant: Int64, figures: RowFigures) {
        let statement = try RawStatement(
            "SELECT seq, \(RowFigures.columns), tenant FROM event WHERE seq = ?",
            self.database
        )
        defer { statement.reset() }
        statement.bind(number, at: 1)
        guard try statement.step() else {
            throw TrailError(.ledgerDamaged, "A row is gone that was there: run trail verify.")
        }
        return (statement.integer(7), RowFigures(statement, first: 1))
    }
}
