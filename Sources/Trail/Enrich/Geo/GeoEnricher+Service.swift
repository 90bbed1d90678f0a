internal import Logging
public import ServiceLifecycle

extension GeoEnricher: Service {
    /// Looks after the file until the application shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var watch = FileWatch(self.database.file.identity)
            // Sleeping fails when it is time to end, and then it is.
            while (try? await Task.sleep(for: self.interval)) != nil { self.refresh(&watch) }
        }
    }

    /// What is known of the file.
    struct FileWatch: Sendable {
        /// The state that was tried last, whether it could be used or not; `nil` for no file.
        fileprivate var tried: MappedFile.Identity?

        /// A watch over a file that was opened in the state `opened`.
        init(_ opened: MappedFile.Identity) {
            self.tried = opened
        }
    }

    /// Takes the file that is there now, if it is another one than was tried last.
    func refresh(_ watch: inout FileWatch) {
        let current = MappedFile.Identity(path: self.path)
        guard current != watch.tried else { return }
        watch.tried = current
        do throws(GeoDatabaseError) {
            let database = try GeoDatabase(path: self.path)
            // The file may have been replaced once more since it was looked at.
            watch.tried = database.file.identity
            self.load(database)
            self.logger.info(
                "geo database taken",
                metadata: ["trail.path": "\(self.path)", "trail.type": "\(database.type)"]
            )
        } catch {
            self.logger.error(
                "geo database not taken, the one before goes on",
                metadata: ["trail.error": "\(error)"]
            )
        }
    }
}
