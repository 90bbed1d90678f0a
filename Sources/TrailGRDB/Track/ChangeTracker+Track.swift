public import GRDB
internal import Synchronization
internal import Trail

extension ChangeTracker {
    /// Tracks a table by its name.
    ///
    /// - Parameters:
    ///   - table: The table's name.
    ///   - columns: Which columns are recorded.
    ///   - redacted: Columns that are masked beside those whose name looks secret.
    ///   - label: A column whose text names the row for people to read.
    ///   - updates: What an update records.
    /// - Throws: As ``track(_:)``.
    public func track(
        table: String,
        columns: TrackedTable.Columns = .all,
        redacted: [String] = [],
        label: String? = nil,
        updates: TrackedTable.Updates = .wholeRows
    ) throws {
        try self.track(
            TrackedTable(
                table,
                columns: columns,
                redaction: ColumnRedaction(redacted),
                label: label,
                updates: updates
            )
        )
    }

    /// Tracks the table of a record type.
    ///
    /// - Parameters:
    ///   - record: The record type.
    ///   - columns: Which columns are recorded.
    ///   - redacted: Columns that are masked beside those whose name looks secret.
    ///   - label: A column whose text names the row for people to read.
    ///   - updates: What an update records.
    /// - Throws: As ``track(_:)``.
    public func track(
        _ record: (some TableRecord).Type,
        columns: TrackedTable.Columns = .all,
        redacted: [String] = [],
        label: String? = nil,
        updates: TrackedTable.Updates = .wholeRows
    ) throws {
        try self.track(
            table: record.databaseTableName,
            columns: columns,
            redacted: redacted,
            label: label,
            updates: updates
        )
    }

    /// Tracks an association table: a row is a link between two things, its deletion an unlink,
    /// and both sides are targets of the event.
    ///
    /// - Parameters:
    ///   - table: The table's name.
    ///   - sides: The things that are linked; what the table's two foreign keys refer to, in the
    ///     order of their declaration, where none are given.
    /// - Throws: As ``track(_:)``; `invalidConfiguration` also where `sides` are not given and the
    ///   table has not two foreign keys.
    public func link(_ table: String, sides: [TrackedTable.Side] = []) throws {
        let sides =
            try sides.isEmpty
            ? self.database.read { db in try TableShape(table, db).sides } : sides
        guard sides.count == 2 else {
            throw TrailError(.invalidConfiguration, "\(table) does not link two tables.")
        }
        try self.track(TrackedTable(table, sides: sides))
    }

    /// Tracks every table of the database, but for those of SQLite, GRDB and Trail.
    ///
    /// A table that does nothing but link two others is tracked as an association. Tables that
    /// this tracker tracks already keep their rule; tables that are made later are tracked by the
    /// next call.
    ///
    /// - Parameters:
    ///   - except: Tables to leave out.
    ///   - rule: Changes the rule of a table before it is followed.
    /// - Throws: As ``track(_:)``.
    public func trackAll(
        except: [String] = [],
        rule: (inout TrackedTable) -> Void = { _ in }
    ) throws {
        let excluded = Set(except.map(\.identity))
        let known = self.rules.withLock { Set($0.keys) }
        let found = try self.database.read { db in
            try Installation.tables(db).map { TrackedTable($0, sides: try Self.sides($0, db)) }
        }
        for var table in found
        where !excluded.contains(table.name.identity) && !known.contains(table.name.identity) {
            rule(&table)
            try self.track(table)
        }
    }

    private static func sides(_ table: String, _ db: Database) throws -> [TrackedTable.Side] {
        try TableShape(table, db).association ?? []
    }
}
