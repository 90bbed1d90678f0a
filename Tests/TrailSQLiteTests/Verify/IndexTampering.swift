/// Ways to alter an index behind Trail's back: statements, each for a connection of its own.
enum IndexTampering {
    /// Takes half of the rows out of an index, and leaves its definition as it was.
    static func hideHalf(_ index: String) -> [String] {
        Self.narrow(index, to: "idx % 2 <> 1")
    }

    /// Leaves an entry behind of a row that is gone, in a segment that has no others.
    static func leaveEntryWithoutRow(_ index: String) -> [String] {
        let row = "SELECT max(seq) FROM event WHERE actor IS NOT NULL"
        let columns = """
            tenant, idx, id, kind, occurred_at, recorded_at, action, outcome, time, problem, actor,
            ip, target, username, status, duration, salts, erased, who, "where", what, imported
            """
        let copied = columns.replacing("idx, id,", with: "idx + 9000, randomblob(16),")
        var steps = [
            """
            INSERT INTO event (seq, \(columns))
            SELECT seq + 9000000, \(copied) FROM event WHERE seq = (\(row))
            """
        ]
        // The row goes while the index is taken for one of no rows at all.
        let narrowing = Self.narrow(index, to: "idx < -1")
        steps += [narrowing[0], "DELETE FROM event WHERE seq > 9000000", narrowing[2]]
        return steps
    }

    /// Lets each of two indexes have the other's entries.
    static func exchange(_ one: String, _ other: String) -> String {
        """
        PRAGMA writable_schema = ON;
        CREATE TEMP TABLE root AS
            SELECT name, rootpage FROM sqlite_schema WHERE name IN ('\(one)', '\(other)');
        UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM root WHERE name = '\(other)')
            WHERE name = '\(one)';
        UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM root WHERE name = '\(one)')
            WHERE name = '\(other)';
        """
    }

    /// Makes an index one of some rows, fills it, and gives it its definition back.
    static func narrow(_ index: String, to condition: String) -> [String] {
        let condition = condition.replacing("'", with: "''")
        let change = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql ="
        let clause = """
            CASE WHEN sql LIKE '% WHERE %' THEN ' AND ' ELSE ' WHERE ' END || '(\(condition))'
            """
        return [
            "\(change) sql || \(clause) WHERE name = '\(index)'",
            "REINDEX \(index)",
            """
            \(change) replace(replace(sql, ' AND (\(condition))', ''), ' WHERE (\(condition))', '')
            WHERE name = '\(index)'
            """,
        ]
    }
}
