/// Which columns are masked before their values leave their table.
///
/// Of a masked column an event says only whether it was null and whether it changed. The triggers
/// themselves leave the value out, so it reaches neither the outbox nor a log nor a ledger.
public struct ColumnRedaction: Sendable, Hashable, Codable {
    /// Columns to mask beside those whose name looks secret.
    public var columns: [String]
    /// Columns whose name looks secret and that hold no secret.
    public var revealed: [String]

    /// Masks `columns` and all that look secret, but for `revealed`.
    public init(_ columns: [String] = [], revealed: [String] = []) {
        self.columns = columns
        self.revealed = revealed
    }

    /// What stands in an event for a value that is masked.
    public static let mask = "[masked]"

    /// Whether the column called `name` is masked.
    func masks(_ name: String) -> Bool {
        guard !self.columns.contains(where: { $0.isSameIdentifier(as: name) }) else { return true }
        guard !self.revealed.contains(where: { $0.isSameIdentifier(as: name) }) else {
            return false
        }
        return SecretName.looksSecret(name)
    }
}
