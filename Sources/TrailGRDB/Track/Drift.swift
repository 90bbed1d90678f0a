/// A way in which tracking no longer is as it was meant.
public struct Drift: Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// The tracked table does not exist any more.
        case noTable
        /// The table's columns are not those that its triggers record.
        case columnsChanged
        /// These triggers are not there; changes are not recorded.
        case triggersMissing([String])
        /// These triggers are not as they were made, or nothing is known of them.
        case triggersAltered([String])
        /// The table follows another rule than the one it was given by this tracker.
        case ruleChanged
        /// Rows that `REPLACE` deletes are not recorded on this connection: the app's own triggers
        /// forbid it, or somebody turned the setting off.
        case replacedUnrecorded
    }

    /// The table; empty for what concerns the connection.
    public let table: String
    /// What is wrong.
    public let reason: Reason

    /// The table and what is wrong with it.
    public var description: String {
        switch self.reason {
        case .noTable: "\(self.table): the table does not exist any more"
        case .columnsChanged: "\(self.table): its columns are not those that are recorded"
        case .triggersMissing(let names):
            "\(self.table): not recorded, triggers are missing: \(names.joined(separator: ", "))"
        case .triggersAltered(let names):
            "\(self.table): triggers were altered: \(names.joined(separator: ", "))"
        case .ruleChanged: "\(self.table): follows another rule than it was given"
        case .replacedUnrecorded: "rows that REPLACE deletes are not recorded"
        }
    }
}
