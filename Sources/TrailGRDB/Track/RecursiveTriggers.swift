internal import GRDB

/// The setting of a connection that tells triggers of rows which `REPLACE` deletes.
enum RecursiveTriggers {
    static func set(_ isOn: Bool, _ db: Database) throws {
        try db.execute(sql: "PRAGMA recursive_triggers = \(isOn ? "ON" : "OFF")")
    }

    static func areAllowed(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "PRAGMA recursive_triggers") ?? false
    }

    /// Whether the setting might change what the app's own triggers do: they hear of rows that
    /// `REPLACE` deletes, of which they heard nothing before, or they write, directly or by way of
    /// others, to their own table.
    ///
    /// Judged by the words that stand in the triggers, so it may say yes where the answer is no.
    static func mightChangeTriggers(_ db: Database) throws -> Bool {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT lower(tbl_name) AS owner, lower(sql) AS sql FROM (
                    SELECT * FROM sqlite_schema UNION ALL SELECT * FROM sqlite_temp_schema
                ) WHERE type = 'trigger' AND instr(sql, ?) = 0
                """,
            arguments: [ChangeTriggers.mark]
        )
        guard !rows.contains(where: { Self.isOnDelete($0["sql"]) }) else { return true }
        var bodies: [String: [Substring]] = [:]
        var texts: [String: String] = [:]
        for row in rows {
            let owner: String = row["owner"]
            let sql: String = row["sql"]
            bodies[owner, default: []] += Self.words(ofBody: sql)
            let begin = sql.firstRange(of: "begin")?.upperBound ?? sql.endIndex
            texts[owner, default: ""] += sql[begin...]
        }
        let reached = bodies.keys.reduce(into: [String: [String]]()) { reached, owner in
            reached[owner] = bodies.keys.filter { table in
                // What is not one word stands there in quotes.
                table.allSatisfy(Self.isInWord)
                    ? bodies[owner]?.contains(Substring(table)) == true
                    : texts[owner]?.contains(table.replacing("\"", with: "\"\"")) == true
            }
        }
        return bodies.keys.contains { Self.reaches($0, from: $0, reached) }
    }

    /// Whether a trigger, by its text in lower case, hears of deletions.
    private static func isOnDelete(_ sql: String) -> Bool {
        let head = sql.firstRange(of: "begin").map { sql[..<$0.lowerBound] } ?? sql[...]
        return head.split { !Self.isInWord($0) }.contains("delete")
    }

    private static func reaches(
        _ table: String,
        from start: String,
        _ reached: [String: [String]]
    ) -> Bool {
        var seen: Set<String> = []
        var open = reached[start] ?? []
        while let next = open.popLast() {
            if next == table { return true }
            guard seen.insert(next).inserted else { continue }
            open += reached[next] ?? []
        }
        return false
    }

    /// The words of what a trigger does, behind its `BEGIN`: names and keywords.
    ///
    /// What stands in single quotes is a text, but where SQL wants a table it may be its name.
    private static func words(ofBody sql: String) -> [Substring] {
        var words: [Substring] = []
        let parts = sql.split(separator: "'", omittingEmptySubsequences: false)
        for (place, part) in parts.enumerated() {
            if place % 2 == 0 {
                words += part.split { !Self.isInWord($0) }
            } else if let last = words.last, Self.wantTable.contains(last) {
                words.append(part)
            }
        }
        return words.firstIndex(of: "begin").map { Array(words[$0...]) } ?? []
    }

    private static func isInWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }

    /// The keywords behind which SQL wants the name of a table.
    private static let wantTable: Set<Substring> = [
        "abort", "fail", "from", "ignore", "into", "join", "replace", "rollback", "update",
    ]
}
