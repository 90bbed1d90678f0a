import Trail
import TrailSQLite

extension DoctorCommand {
    /// Events that the index may lack while a server keeps it up.
    private static let tolerated = 100_000

    /// How far the search index is.
    static func search(_ settings: Settings) async -> [Check] {
        // A store that cannot be opened is told of elsewhere.
        guard let store = try? await OpenStore.reading(settings) else { return [] }
        do {
            guard let index = SQLiteSearchIndex(of: store) else {
                return [Check("search", true, "not indexed (search.enabled is false)")]
            }
            guard let progress = try await index.progress() else {
                let events = try await Self.events(of: store)
                let finding = "there is no index at \(index.path); a server that runs makes one"
                return [Check("search", events <= Self.tolerated, finding)]
            }
            let behind = progress.eventsBehind
            return [
                Check(
                    "search",
                    behind <= Self.tolerated,
                    "\(index.path), \(behind) events are not indexed yet"
                )
            ]
        } catch {
            return [Check("search", false, CommandFailure(error)?.sentence ?? "\(error)")]
        }
    }

    private static func events(of store: SQLiteEventStore) async throws -> UInt64 {
        var events: UInt64 = 0
        for tenant in try await store.tenants() {
            events += try await store.head(of: tenant)?.size ?? 0
        }
        return events
    }
}
