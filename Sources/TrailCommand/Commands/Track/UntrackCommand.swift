import ArgumentParser
import Trail
import TrailGRDB

/// `trail untrack`: records the rows of a table no longer.
struct UntrackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "untrack",
        abstract: "Ends the tracking of a table of an app's SQLite database.",
        discussion: """
            Takes the triggers away; what waits in the outbox is still recorded. An app that
            tracks the table itself does so again when it starts.

            Example:
              trail untrack app.sqlite player
            """
    )

    @Argument(help: "The database's file.")
    var database: String

    @Argument(help: "The table.")
    var table: String

    func run() async throws {
        let tracker = try ChangeTracker(path: self.database)
        let isTracked = try tracker.trackedTables().contains {
            TrackCommand.isSame($0.name, self.table)
        }
        guard isTracked else {
            throw CommandFailure("\(self.table) is not tracked in \(self.database)")
        }
        do {
            try tracker.untrack(self.table)
        } catch {
            throw CommandFailure("\(self.database): \(error)")
        }
    }
}
