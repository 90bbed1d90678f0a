internal import GRDB
internal import Trail
internal import TrailSQL

extension FigureRows {
    /// A tenant's part of a segment, within a span of time.
    struct Place {
        /// The number of the segment.
        let segment: Int64
        /// The tenant's number.
        let tenant: Int64
        /// The times of the rows.
        var span: ClosedRange<Int64> = .min ... .max
        /// Their kinds.
        var kinds = Event.Kind.allCases

        fileprivate var numbers: [Int64] {
            [self.segment, self.tenant, self.span.lowerBound, self.span.upperBound]
        }
    }

    /// Calls `body` with the rows of a place, in no order.
    ///
    /// - Returns: How many rows there are.
    @discardableResult
    static func forEach(
        in place: Place,
        withTexts: Bool = true,
        _ database: Database,
        body: (FigureRow) throws -> Void
    ) throws -> Int {
        guard let extent = try self.extent(of: place, in: database) else { return 0 }
        // Where they lie close together, each page of the table is read once.
        let isDense = Int64(extent.numbers.count) < 4 * extent.count
        let rows = try FigureRows(
            isDense ? .inPart(place.kinds) : .inSegment(place.kinds),
            withTexts: withTexts,
            database
        )
        var numbers = place.numbers
        if isDense { numbers += [extent.numbers.lowerBound, extent.numbers.upperBound] }
        try rows.forEach(numbers) { row, _ in try body(row) }
        return Int(extent.count)
    }

    /// How many rows there are, and the numbers between which they lie; `nil` where there are none.
    private static func extent(
        of place: Place,
        in database: Database
    ) throws -> (count: Int64, numbers: ClosedRange<Int64>)? {
        let statement = try RawStatement(self.extentSQL(place.kinds), database)
        defer { statement.reset() }
        for (position, number) in place.numbers.enumerated() {
            statement.bind(number, at: position + 1)
        }
        guard try statement.step(), let first = statement.optionalInteger(1) else { return nil }
        return (statement.integer(0), first...max(first, statement.integer(2)))
    }

    /// The statement that tells the extent, which reads the index alone.
    static func extentSQL(_ kinds: [Event.Kind]) -> String {
        """
        SELECT count(*), min(seq), max(seq) FROM event INDEXED BY event_kind
        WHERE \(self.condition(kinds))
        """
    }
}
