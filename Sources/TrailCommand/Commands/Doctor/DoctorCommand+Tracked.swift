import Trail
import TrailGRDB

extension DoctorCommand {
    /// Whether the tracked tables of an app's database are recorded as they were meant to be.
    static func tracked(_ path: String) throws -> [Check] {
        let tracker = try ChangeTracker(path: path)
        do {
            let rules = try tracker.trackedTables()
            guard !rules.isEmpty else {
                return [Check("tracked", false, "no table of \(path) is tracked")]
            }
            let drift = try tracker.drift()
            var checks = rules.flatMap { rule in
                let found = drift.filter { TrackCommand.isSame($0.table, rule.name) }
                let name = "tracked \(rule.name)"
                return found.isEmpty
                    ? [Check(name, true, "recorded as it was meant to be")]
                    : found.map { Check(name, false, $0.description) }
            }
            let outbox = try tracker.outbox()
            checks.append(Check("outbox", true, "\(outbox.waiting) changes wait to be recorded"))
            checks.append(
                Check(
                    "refused changes",
                    outbox.refused == 0,
                    outbox.refused == 0
                        ? "none" : "\(outbox.refused) changes that no ledger took in trail_refused"
                )
            )
            return checks
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }
}
