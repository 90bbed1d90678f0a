internal import Trail

/// Which columns are masked before their values leave their table.
///
/// Names look secret by the same rules as those of ``Trail/LeakGuard``. A number that a column
/// holds is a secret only where its name says so: `tokens` may count some. What names a row or
/// one side of a link is masked where the app lists it in ``columns``; beside that only the key of
/// a table of secrets is, such as `session(token PRIMARY KEY)`.
///
/// Of a masked column an event says only whether it was null and whether it changed. The triggers
/// themselves leave the value out, so it reaches neither the outbox nor a log nor a ledger.
public struct ColumnRedaction: Sendable, Hashable, Codable {
    /// Columns to mask beside those whose name looks secret.
    public var columns: [String]
    /// Columns that look secret and hold no secret.
    ///
    /// The recorder's leak guard leaves their values alone as well, whatever they look like. Another
    /// Trail that the events are sent to has a guard of its own.
    public var revealed: [String]

    /// Masks `columns` and all that look secret, but for `revealed`.
    public init(_ columns: [String] = [], revealed: [String] = []) {
        self.columns = columns
        self.revealed = revealed
    }

    /// What stands in an event for a value that is masked.
    public static let mask = "[masked]"

    /// Whether the column called `name` is to be told whatever it looks like.
    func reveals(_ name: String) -> Bool {
        !self.lists(name) && self.revealed.contains { $0.isSameIdentifier(as: name) }
    }

    /// Whether the app lists the column called `name` as one to be masked.
    func lists(_ name: String) -> Bool {
        self.columns.contains { $0.isSameIdentifier(as: name) }
    }

    /// Whether the column called `name`, which may hold numbers, is masked.
    func masks(_ name: String, holdsNumbers: Bool = false) -> Bool {
        guard !self.lists(name) else { return true }
        guard !self.revealed.contains(where: { $0.isSameIdentifier(as: name) }) else {
            return false
        }
        return NameJudge.standard.isSecret(column: name, holdsNumbers: holdsNumbers)
    }
}
