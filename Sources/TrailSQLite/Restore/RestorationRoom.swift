internal import GRDB
internal import Trail
internal import TrailSQL

/// Finds row numbers for events that come back.
///
/// Rows are numbered in the order in which they arrived, over all tenants, and a tenant's rows must
/// be in the order of its ledger. The number that a pruned row had is free as a rule, for the last
/// row of a ledger is never pruned; which number it was, nobody knows. So an event gets a free one
/// between those of its neighbours: the very same where one tenant is alone, else one near the
/// place that its time of recording says. Where another tenant's event has taken the last one, rows
/// are moved up or down by one to the next number that is free.
struct RestorationRoom {
    /// A row by its places.
    private struct Row {
        var index: Int64
        var sequence: Int64
    }

    private let tenant: Int64
    private let before: RawStatement
    private let after: RawStatement
    private let rows: RawStatement
    private var shift: RowShift

    init(tenant: Int64, _ database: Database) throws {
        self.tenant = tenant
        self.shift = RowShift(database)
        let neighbour = "SELECT idx, seq FROM event INDEXED BY event_idx WHERE tenant = ? AND idx"
        self.before = try RawStatement("\(neighbour) < ? ORDER BY idx DESC LIMIT 1", database)
        self.after = try RawStatement("\(neighbour) > ? ORDER BY idx LIMIT 1", database)
        self.rows = try RawStatement(
            "SELECT seq, recorded_at FROM event WHERE seq >= ? ORDER BY seq LIMIT 1",
            database
        )
    }

    /// What the moving of rows changed, by tenant.
    var moved: [Int64: BatchTally] { self.shift.tallies }

    /// A free number for an event that is not there.
    ///
    /// - Throws: ``Trail/TrailError`` `ledgerDamaged` where the ledger's last row is gone,
    ///   `storeUnavailable` where far too many rows would have to move.
    mutating func sequence(for event: SealedEvent) throws -> Int64 {
        let index = Int64(clamping: event.index)
        let below = try self.neighbour(self.before, index) ?? Row(index: -1, sequence: -1)
        guard let above = try self.neighbour(self.after, index) else {
            throw TrailError(
                .ledgerDamaged,
                "The last event of a ledger is gone: run trail verify."
            )
        }
        // Those that are missing between the neighbours need numbers, too.
        let first = below.sequence + (index - below.index)
        let last = above.sequence - (above.index - index)
        if first <= last {
            let wanted =
                first == last
                ? first : try self.place(of: event.recordedAt, from: first, upTo: last)
            if let free = try self.free(near: wanted, first, last) { return free }
        }
        if above.sequence - below.sequence > 1,
            let free = try self.free(
                near: min(max(first, below.sequence + 1), above.sequence - 1),
                below.sequence + 1,
                above.sequence - 1
            )
        {
            return free
        }
        return try self.shift.makeRoom(below: below.sequence, above: above.sequence)
    }

    private func neighbour(_ statement: RawStatement, _ index: Int64) throws -> Row? {
        defer { statement.reset() }
        statement.bind(self.tenant, at: 1)
        statement.bind(index, at: 2)
        guard try statement.step() else { return nil }
        return Row(index: statement.integer(0), sequence: statement.integer(1))
    }

    /// The first row from a number on.
    private func row(from sequence: Int64) throws -> (sequence: Int64, time: Int64)? {
        defer { self.rows.reset() }
        self.rows.bind(sequence, at: 1)
        guard try self.rows.step() else { return nil }
        return (self.rows.integer(0), self.rows.integer(1))
    }

    /// Where an event of this time would stand among the rows of all tenants.
    private func place(of time: Timestamp, from first: Int64, upTo last: Int64) throws -> Int64 {
        let time = time.microseconds
        var low = first
        var high = last + 1
        var lowTime: Int64?
        while low < high {
            let middle = low + (high - low) / 2
            if let row = try self.row(from: middle), row.sequence < high, row.time <= time {
                low = row.sequence + 1
                lowTime = row.time
            } else {
                high = middle
            }
        }
        // Between two rows with nothing between them it stands where its time does.
        guard low <= last, let lowTime, let next = try self.row(from: low), next.time > lowTime
        else { return min(low, last) }
        let share = Double(time - lowTime) / Double(next.time - lowTime)
        let offset = Double(next.sequence - low) * min(max(share, 0), 1)
        return min(low + Int64(offset), last)
    }

    /// Rows that are looked at for a free number, to either side.
    private static let reach: Int64 = 4_096

    /// The free number nearest to `wanted` of `first ... last`; `nil` where none is found.
    private func free(near wanted: Int64, _ first: Int64, _ last: Int64) throws -> Int64? {
        let end = min(last, wanted + Self.reach)
        var number = wanted
        while number <= end {
            guard let row = try self.row(from: number), row.sequence == number else {
                return number
            }
            number += 1
        }
        number = wanted - 1
        while number >= max(first, wanted - Self.reach) {
            guard let row = try self.row(from: number), row.sequence == number else {
                return number
            }
            number -= 1
        }
        return nil
    }
}
