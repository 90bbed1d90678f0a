internal import GRDB
internal import Trail

/// SQLite's own check of the tables that verification does not go through itself.
///
/// Events, their tiles and their figures are read row by row anyway, and the indexes of events are
/// compared by ``IndexCheck``: SQLite would take three times as long, in one long read.
struct TableCheck {
    /// Tables that are read whole and compared, or that hold nothing which could be hidden.
    private static let others: Set = [
        "event", "tile", "segment", "rollup", "summary", "spent_id", "grdb_migrations",
    ]

    /// What is wrong with the other tables, and with their indexes.
    static func faults(_ database: Database) throws -> [VerificationFinding.What] {
        let tables = try Schema.made.get().filter {
            $0.kind == "table" && !Self.others.contains($0.name)
        }
        var faults: [VerificationFinding.What] = []
        for table in tables {
            let messages = try String.fetchAll(
                database,
                sql: "PRAGMA integrity_check(\"\(table.name)\")"
            )
            for message in messages where message != "ok" {
                let fault = Self.fault(message, table.name)
                if !faults.contains(fault) { faults.append(fault) }
            }
        }
        return faults
    }

    /// What SQLite says, which names rows by number and never their values.
    private static func fault(_ message: String, _ table: String) -> VerificationFinding.What {
        let isAboutIndex = ["missing from index ", "# of entries in index ", "entry in index "]
            .contains(where: message.contains)
        guard isAboutIndex, let name = message.split(separator: " ").last else {
            return .alteredTable("the table \(table): \(message)")
        }
        return .wrongIndex(String(name), .unfit)
    }
}
