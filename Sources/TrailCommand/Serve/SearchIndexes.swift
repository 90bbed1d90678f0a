import Trail
import TrailSQLite

/// Keeps the search indexes of the main store and of all destinations up, in turn.
struct SearchIndexes: SearchIndexing {
    /// The index of the main store; `nil` where it has none.
    let main: SQLiteSearchIndex?
    let destinations: DestinationOpener

    func step() async throws -> SearchProgress {
        var eventsBehind = 0
        var isIdle = true
        var failure: (any Error)?
        for index in (self.main.map { [$0] } ?? []) + self.destinations.indexes {
            do {
                let progress = try await index.step()
                eventsBehind += progress.eventsBehind
                isIdle = isIdle && progress.isIdle
            } catch let error as CancellationError {
                throw error
            } catch {
                // One that fails holds up none of the others.
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return SearchProgress(eventsBehind: eventsBehind, isIdle: isIdle)
    }
}
