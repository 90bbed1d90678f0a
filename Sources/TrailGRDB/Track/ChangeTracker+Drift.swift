public import GRDB
internal import Synchronization
internal import Trail

extension ChangeTracker {
    /// Where tracking is not as this tracker was told; empty when all is well.
    ///
    /// `track` and ``rebuild()`` put it right.
    public func drift() throws -> [Drift] {
        let rules = self.rules.withLock { $0 }
        var drift = try self.database.read { db in
            try Self.drift(in: db) + Self.differences(from: rules, db)
        }
        if self.recordsReplaced, !rules.isEmpty {
            let areAllowed = try self.database.writeWithoutTransaction { db in
                try RecursiveTriggers.areAllowed(db)
            }
            if !areAllowed { drift.append(Drift(table: "", reason: .replacedUnrecorded)) }
        }
        return drift
    }

    /// Where tracking in a database does not fit its tables any more, by what the database itself
    /// knows: for tools that do not know the app.
    public static func drift(in db: Database) throws -> [Drift] {
        try StoredLayout.current(db).flatMap { try Self.drift(of: $0, db) }
    }

    private static func drift(of stored: StoredLayout, _ db: Database) throws -> [Drift] {
        let table = stored.layout.table
        do {
            let shape = try TableShape(table, db)
            var reasons: [Drift.Reason] = []
            // A rule that names a column which is gone does not fit either.
            let layout = try? ChangeLayout(stored.rule, shape)
            if layout.map({ stored.isExactly(stored.rule, $0) }) != true {
                reasons.append(.columnsChanged)
            }
            reasons += try Self.drift(ofTriggers: stored, db)
            return reasons.map { Drift(table: table, reason: $0) }
        } catch let error as TrailError where error.code == .notFound {
            return [Drift(table: table, reason: .noTable)]
        }
    }

    private static func drift(
        ofTriggers stored: StoredLayout,
        _ db: Database
    ) throws -> [Drift.Reason] {
        let expected = stored.triggers
        let installed = try InstalledTriggers.on(stored.layout.table, db)
        let missing = expected.keys.filter { installed[$0] == nil }.sorted()
        let altered = installed.filter { name, sql in
            expected[name]?.utf8.elementsEqual(sql.utf8) != true
        }.keys.sorted()
        var reasons: [Drift.Reason] = []
        if !missing.isEmpty { reasons.append(.triggersMissing(missing)) }
        if !altered.isEmpty { reasons.append(.triggersAltered(altered)) }
        return reasons
    }

    private static func differences(
        from rules: [[UInt8]: TrackedTable],
        _ db: Database
    ) throws -> [Drift] {
        let current = try StoredLayout.current(db)
        return rules.values.sorted { $0.name < $1.name }.compactMap { rule in
            let stored = current.first { $0.layout.table.isSameIdentifier(as: rule.name) }
            guard stored?.isExactly(rule) != true else { return nil }
            return Drift(
                table: rule.name,
                reason: stored == nil ? .triggersMissing([]) : .ruleChanged
            )
        }
    }
}
