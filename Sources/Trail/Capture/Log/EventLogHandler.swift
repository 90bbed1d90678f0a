public import Logging

/// A log handler that turns lines of level `error` and `critical` into `system` events.
///
/// It stands beside the handler that writes the log:
/// ```swift
/// let capture = LogCapture(recorder)
/// LoggingSystem.bootstrap { label in
///     MultiplexLogHandler([
///         StreamLogHandler.standardError(label: label),
///         EventLogHandler(label: label, into: capture),
///     ])
/// }
/// ```
/// The category of an event is the line's metadata `category`, else the label of its logger.
/// Message and metadata are kept; of an error only its type is, for its text may hold anything.
/// Lines of loggers called `trail` or `trail.…`, and lines with metadata of Trail, are left out.
public struct EventLogHandler: LogHandler {
    /// The level from which lines get here; lower ones than `error` never become events.
    public var logLevel: Logger.Level = .error
    /// Metadata of all lines.
    public var metadata: Logger.Metadata = [:]
    /// Provides metadata of the moment.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let capture: LogCapture
    private let isOwn: Bool

    /// A handler for the logger called `label`.
    public init(label: String, into capture: LogCapture) {
        self.label = label
        self.capture = capture
        self.isOwn = label == "trail" || label.hasPrefix("trail.")
    }

    /// One entry of the metadata of all lines.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    /// Records the line, if it is one of those.
    public func log(event: LogEvent) {
        guard event.level >= .error, !self.isOwn, !LogCapture.isSuspended else { return }
        var metadata = self.metadata
        if let provided = self.metadataProvider?.get() {
            metadata.merge(provided) { $1 }
        }
        if let own = event.metadata {
            metadata.merge(own) { $1 }
        }
        guard !metadata.keys.contains(where: { $0.hasPrefix("trail.") }) else { return }
        self.capture.take(self.draft(of: event, metadata))
    }

    private func draft(of event: LogEvent, _ metadata: Logger.Metadata) -> Event.Draft {
        let limits = EventLimits()
        let isCritical = event.level >= .critical
        let category = metadata["category"].map { "\($0)" } ?? self.label
        var detail = SystemDetail(
            isCritical ? .critical : .error,
            category: DottedWords.word(category),
            eventName: isCritical ? "critical" : "error",
            message: event.message.description.kept(within: limits.text)
        )
        detail.source = event.source.isEmpty ? nil : event.source.kept(within: limits.word)
        detail.traceback = "\(event.file):\(event.line) \(event.function)"
            .kept(within: limits.traceback)
        var facts: [String: JSON] = ["logger": .string(self.label.kept(within: limits.word))]
        if let error = event.error {
            facts["error"] = .string(String(reflecting: type(of: error)).kept(within: limits.word))
        }
        detail.facts = CanonicalJSON(.object(facts))
        var draft = Event.Draft(.system(detail))
        if !metadata.isEmpty {
            draft.metadata = CanonicalJSON(JSON(logMetadata: metadata))
        }
        return draft
    }
}
