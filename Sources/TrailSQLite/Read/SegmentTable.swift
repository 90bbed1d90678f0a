internal import GRDB
internal import TrailSQL

/// What each tenant has in each segment.
enum SegmentTable {
    /// The segments that a tenant has events in.
    static func spans(of tenant: Int64, _ database: Database) throws -> [SegmentSpan] {
        let statement = try RawStatement(
            "SELECT number, events, first_time, last_time FROM segment WHERE tenant = ?",
            database
        )
        defer { statement.reset() }
        statement.bind(tenant, at: 1)
        var spans: [SegmentSpan] = []
        while try statement.step() {
            spans.append(
                SegmentSpan(
                    number: statement.integer(0),
                    events: statement.integer(1),
                    earliest: statement.integer(2),
                    latest: statement.integer(3)
                )
            )
        }
        return spans
    }
}
