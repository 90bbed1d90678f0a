internal import GRDB
public import Trail

extension SQLiteSpool: ErasurePlace {
    /// Erases events that the store refused.
    ///
    /// Events that still wait for the store stay: they are on their way into a ledger, and only
    /// there can it be proved what was taken from them.
    public func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding] {
        let (letters, left) = try await SQLiteFailure.translated {
            try await self.queue.writeWithoutTransaction { database in
                try database.committing {
                    let table = DeadLetterTable(database: database)
                    let letters = try table.erase(isDryRun: demand.isDryRun) {
                        demand.covers($0.event, keptSince: $0.time)
                    }
                    return (letters, try table.byteCount())
                }
            }
        }
        self.know(letterBytes: left)
        let waiting = try await self.size().events
        guard waiting > 0 else { return [.deadLetters(letters)] }
        let remark = "Events that wait for the store in the spool: erase again once it is empty."
        return [.deadLetters(letters), ErasureFinding("spool", count: 0, remark: remark)]
    }

    /// Writes the file anew, without what was removed; a spool is small.
    public func overwriteRemains() async throws -> [String] {
        try await SQLiteFailure.translated {
            try await self.queue.writeWithoutTransaction { database in
                try database.execute(sql: "VACUUM")
                try database.checkpoint(.truncate)
            }
        }
        return []
    }
}
