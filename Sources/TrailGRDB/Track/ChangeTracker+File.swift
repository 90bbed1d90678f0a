#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
public import Trail

extension ChangeTracker {
    /// A tracker of tables in the SQLite database at `path`, for tools that do not know the app.
    ///
    /// - Parameters:
    ///   - path: The database's file.
    ///   - capturing: As in ``init(_:recordsReplaced:capturing:)``.
    /// - Throws: ``Trail/TrailError`` `notFound` where there is no file, `invalidConfiguration`
    ///   where it is no database, or one that is written elsewhere for longer than five seconds.
    public convenience init(
        path: String,
        capturing: CaptureConfiguration = CaptureConfiguration()
    ) throws(TrailError) {
        // Opening must not make a database where there is none.
        guard FileManager.default.fileExists(atPath: path) else {
            throw TrailError(.notFound, "There is no database at \(path).")
        }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try database.read { db in _ = try Outbox.exists(db) }
            self.init(database, recordsReplaced: false, capturing: capturing)
        } catch {
            throw TrailError(
                .invalidConfiguration,
                "\(path) cannot be opened as a SQLite database.",
                cause: error
            )
        }
    }
}
