internal import GRDB
internal import Trail
internal import TrailSQL

/// Rows as figures look at them, in place.
struct FigureRows {
    /// Which rows.
    enum Selection {
        /// Those of a segment, tenant and span of time, of these kinds: `?1` … `?4`; found by index.
        case inSegment([Event.Kind])
        /// The same, found by walking over a range of numbers, `?5` and `?6`.
        case inPart([Event.Kind])
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
                "FROM event INDEXED BY event_kind WHERE \(Self.condition(kinds))"
            case .inPart(let kinds):
                """
                FROM event NOT INDEXED WHERE seq >= ?5 AND seq <= ?6 AND \(Self.condition(kinds))
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
    func forEach(
        _ numbers: [Int64],
        body: (FigureRow, _ sequence: Int64) throws -> Void
    ) throws {
        for (position, number) in numbers.enumerated() {
            self.statement.bind(number, at: position + 1)
        }
        defer { self.statement.reset() }
        while try self.statement.step() {
            guard let row = self.row else { continue }
            try body(row, self.statement.integer(8))
        }
    }

    private var row: FigureRow? { FigureRow(self.statement, first: 0) }

    /// What rows of a part of a segment have in common: `?1` and `?2`, and its times, `?3` and `?4`.
    static func condition(_ kinds: [Event.Kind], isTimed: Bool = true) -> String {
        let codes = kinds.map { String($0.code) }.joined(separator: ", ")
        return """
            seq >> \(SegmentSpan.bits) = ?1 AND tenant = ?2 AND kind IN (\(codes))
            \(isTimed ? "AND time >= ?3 AND time <= ?4" : "")
            """
    }
}

extension FigureRow {
    /// The row that a statement stands on, with kind, outcome, time, status, duration and the three
    /// sections from `first` on; `nil` if its kind or outcome is none.
    init?(_ statement: RawStatement, first: Int) {
        guard let kind = Event.Kind(code: statement.integer(first)),
            let outcome = Event.Outcome(code: statement.integer(first + 1))
        else { return nil }
        self.init(kind: kind, outcome: outcome, time: statement.integer(first + 2))
        self.status = statement.optionalInteger(first + 3)
        self.duration = statement.optionalInteger(first + 4)
        self.who = Self.text(statement, first + 5)
        self.where = Self.text(statement, first + 6)
        self.what = Self.text(statement, first + 7)
    }

    private static func text(
        _ statement: RawStatement,
        _ column: Int
    ) -> UnsafeBufferPointer<UInt8>? {
        guard !statement.isNull(column) else { return nil }
        return statement.memory(column).bindMemory(to: UInt8.self)
    }
}
