internal import GRDB
internal import Trail
internal import TrailSQL

/// Rows as figures look at them, in place.
struct FigureRows {
    /// Which rows.
    enum Selection {
        /// Those of a segment, tenant and span of time, of these kinds: `?1` … `?4`.
        case inSegment([Event.Kind])
        /// Those of a range of numbers and a tenant: `?1` … `?3`.
        case inSequence
        /// The one of a number, `?1`.
        case single
    }

    private let statement: RawStatement

    /// Prepares to read.
    ///
    /// - Parameters:
    ///   - selection: Which rows.
    ///   - withTexts: Whether the sections are wanted; without them only what counting needs is
    ///     read.
    ///   - database: Where the rows are.
    /// - Throws: What SQLite says of the statement.
    init(_ selection: Selection, withTexts: Bool = true, _ database: Database) throws {
        self.statement = try RawStatement(
            Self.sql(selection, withTexts: withTexts),
            database
        )
    }

    /// The statement.
    ///
    /// The index is named: a plan must not depend on statistics.
    static func sql(_ selection: Selection, withTexts: Bool) -> String {
        let texts =
            withTexts
            ? "who, \"where\", what"
            : "NULL, NULL, CASE WHEN kind = \(Event.Kind.login.code) THEN what END"
        let source =
            switch selection {
            case .inSegment(let kinds):
                """
                FROM event INDEXED BY event_kind WHERE seq >> \(SegmentSpan.bits) = ?1
                AND tenant = ?2 AND kind IN (\(kinds.map { String($0.code) }.joined(separator: ", ")))
                AND time >= ?3 AND time <= ?4
                """
            case .inSequence:
                """
                FROM event NOT INDEXED WHERE seq >= ?1 AND seq < ?2 AND tenant = ?3 ORDER BY seq
                """
            case .single: "FROM event WHERE seq = ?1"
            }
        return "SELECT kind, outcome, time, status, duration, \(texts), seq \(source)"
    }

    /// Calls `body` with the rows of which the numbers are bound.
    func forEach(_ numbers: Int64..., body: (FigureRow, _ sequence: Int64) throws -> Void) throws {
        for (position, number) in numbers.enumerated() {
            self.statement.bind(number, at: position + 1)
        }
        defer { self.statement.reset() }
        while try self.statement.step() {
            guard let row = self.row else { continue }
            try body(row, self.statement.integer(8))
        }
    }

    /// The row that the statement stands on; `nil` if its kind or outcome is none.
    private var row: FigureRow? {
        guard let kind = Event.Kind(code: self.statement.integer(0)),
            let outcome = Event.Outcome(code: self.statement.integer(1))
        else { return nil }
        var row = FigureRow(kind: kind, outcome: outcome, time: self.statement.integer(2))
        row.status = self.statement.optionalInteger(3)
        row.duration = self.statement.optionalInteger(4)
        row.who = self.text(5)
        row.where = self.text(6)
        row.what = self.text(7)
        return row
    }

    private func text(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
        guard !self.statement.isNull(column) else { return nil }
        return self.statement.memory(column).bindMemory(to: UInt8.self)
    }
}
