import Logging
import Trail

/// The log of what runs around Trail in a server: the web framework and the routes.
///
/// Its error and critical lines become `system` events besides. What Trail itself logs does not:
/// recorder, store and key have a logger of their own, so that no failure to record is recorded.
enum ServerLog {
    /// A logger that writes to standard error from `level` on, and tells `capture` of errors.
    static func logger(_ level: Logger.Level, into capture: LogCapture) -> Logger {
        Logger(label: "trail") { label in
            var written = StreamLogHandler.standardError(label: label)
            written.logLevel = level
            return Self.handler(writing: written, into: capture)
        }
    }

    /// Writes lines as `written` does, and tells `capture` of errors.
    static func handler(writing written: any LogHandler, into capture: LogCapture) -> any LogHandler
    {
        MultiplexLogHandler([written, EventLogHandler(label: "server", into: capture)])
    }
}
