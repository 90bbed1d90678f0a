import Trail
import TrailSQLite

extension DoctorCommand {
    /// Events that the ledger refused, of which nobody hears who did not wait for them.
    static func letters(_ settings: Settings) async -> [Check] {
        // A store that cannot be opened is told of elsewhere.
        guard let store = try? await OpenStore.reading(settings) else { return [] }
        do {
            let count = try await store.letterCount()
            guard count > 0 else { return [Check("dead letters", true, "none")] }
            let newest = try await store.letters(limit: 1).first
            return [Check("dead letters", false, Self.finding(count, newest))]
        } catch {
            return [Check("dead letters", false, CommandFailure(error)?.sentence ?? "\(error)")]
        }
    }

    /// What is said of letters; their payload stays where it is.
    private static func finding(_ count: Int, _ newest: DeadLetter?) -> String {
        var finding =
            count == 1 ? "1 event was refused" : "\(count) events were refused"
        finding += " and put aside"
        if let newest {
            let header = newest.event.header
            finding +=
                ", the newest at \(newest.time): \(newest.reason.name), "
                + "id \(header.id), ledger \(header.tenant)"
        }
        return finding
            + "; 'trail dead-letters' lists them, and tries again with --retry"
    }
}
