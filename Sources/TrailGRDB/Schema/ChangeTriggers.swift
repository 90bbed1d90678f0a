/// The SQL of a table's triggers.
///
/// Built-in functions only, so that any connection can write to the table. Values go into the
/// outbox as they are, in columns without a type: no text is built, no digit lost. An update
/// writes old and new values in pairs; what does not fit into one row goes on in the next.
struct ChangeTriggers {
    let layout: ChangeLayout
    /// The number of the layout.
    let number: Int64

    /// The triggers by name.
    var statements: [String: String] {
        var statements: [String: String] = [:]
        for trigger in self.layout.sides.isEmpty ? self.ofRows : self.ofLinks {
            let name = Self.name(trigger.name, on: self.layout.table)
            statements[name] = self.statement(name, trigger)
        }
        return statements
    }

    /// What all of them do, and no others.
    static let mark = "INSERT INTO trail_change ("

    /// The names that the triggers of `table` may have.
    static func names(on table: String) -> [String] {
        ["insert", "update", "delete", "move"].map { Self.name($0, on: table) }
    }

    private static func name(_ name: String, on table: String) -> String {
        "trail_\(table)_\(name)"
    }

    private struct Trigger {
        let name: String
        let event: String
        var condition: String?
        let body: [String]
    }

    private var ofRows: [Trigger] {
        [
            Trigger(
                name: "insert",
                event: "INSERT",
                body: self.inserts(.create, self.values("NEW"))
            ),
            Trigger(
                name: "update",
                event: "UPDATE",
                condition: self.layout.skipsUnchanged ? self.isChanged(self.watched) : nil,
                body: self.inserts(.update, self.pairs)
            ),
            Trigger(
                name: "delete",
                event: "DELETE",
                body: self.inserts(.delete, self.values("OLD"))
            ),
        ]
    }

    /// A row of an association is a link; what is moved to another side is one link less and one
    /// more.
    private var ofLinks: [Trigger] {
        let link = self.inserts(.link, self.values("NEW"))
        let unlink = self.inserts(.unlink, self.values("OLD"))
        let sides = self.layout.sides.flatMap(\.slots)
        let isMoved = self.isChanged(sides)
        let others = self.watched.filter { !sides.contains($0) }
        var triggers = [
            Trigger(name: "insert", event: "INSERT", body: link),
            Trigger(name: "delete", event: "DELETE", body: unlink),
            Trigger(name: "move", event: "UPDATE", condition: isMoved, body: unlink + link),
        ]
        if !others.isEmpty {
            let isUpdated = self.layout.skipsUnchanged ? " AND \(self.isChanged(others))" : ""
            triggers.append(
                Trigger(
                    name: "update",
                    event: "UPDATE",
                    condition: "NOT \(isMoved)\(isUpdated)",
                    body: self.inserts(.update, self.pairs)
                )
            )
        }
        return triggers
    }

    private func statement(_ name: String, _ trigger: Trigger) -> String {
        let condition = trigger.condition.map { " WHEN \($0)" } ?? ""
        return """
            CREATE TRIGGER \(name.quotedIdentifier) AFTER \(trigger.event) \
            ON \(self.layout.table.quotedIdentifier)\(condition)
            BEGIN
            \(trigger.body.joined(separator: "\n"))
            END
            """
    }

    /// The rows of the outbox for one change.
    private func inserts(_ kind: OutboxKind, _ values: [String]) -> [String] {
        stride(from: 0, to: max(values.count, 1), by: Outbox.width).map { start in
            let part = values[start..<min(start + Outbox.width, values.count)]
            let columns = part.indices.map { "v\($0 - start)" }
            let kind = start == 0 ? kind : .continuation
            let names = (["kind", "at"] + columns).joined(separator: ", ")
            let time = start == 0 ? "julianday()" : "NULL"
            let contents = (["\(kind.code(self.number))", time] + part).joined(separator: ", ")
            return "\(Self.mark)\(names)) VALUES (\(contents));"
        }
    }
}

// MARK: - Values

extension ChangeTriggers {
    private func values(_ row: String) -> [String] {
        self.layout.slots.indices.map { self.value($0, row) }
    }

    private var pairs: [String] {
        self.layout.slots.indices.flatMap { slot in
            guard !self.layout.slots[slot].isRedacted else {
                // 1 for a value that is not null, 2 for one that changed.
                let old = "\(self.value(slot, "OLD")) + 2 * \(self.differs(slot))"
                return [old, self.value(slot, "NEW")]
            }
            let pair = [self.value(slot, "OLD"), self.value(slot, "NEW")]
            guard !self.layout.isAlwaysWritten(slot) else { return pair }
            return pair.map { "CASE WHEN \(self.differs(slot)) THEN \($0) END" }
        }
    }

    private func value(_ slot: Int, _ row: String) -> String {
        let slot = self.layout.slots[slot]
        let value = "\(row).\(slot.column.quotedIdentifier)"
        return slot.isRedacted ? "(\(value) IS NOT NULL)" : value
    }

    /// The slots whose change is recorded.
    private var watched: [Int] {
        self.layout.slots.indices.filter {
            self.layout.slots[$0].isRecorded || self.layout.slots[$0].keyPlace != nil
        }
    }

    private func differs(_ slot: Int) -> String {
        let column = self.layout.slots[slot].column.quotedIdentifier
        // The column's own collation may take different texts for the same.
        return "(OLD.\(column) COLLATE BINARY IS NOT NEW.\(column))"
    }

    /// Whether one of `slots` differs; as a tree, for SQLite bounds how deep an expression is.
    private func isChanged(_ slots: [Int]) -> String {
        guard slots.count > 1 else { return slots.first.map(self.differs) ?? "0" }
        let middle = slots.count / 2
        let halves = [Array(slots[..<middle]), Array(slots[middle...])]
        return "(\(halves.map(self.isChanged).joined(separator: " OR ")))"
    }
}
