/// How a recorder is doing, for health checks.
public struct RecordingStatus: Sendable {
    /// Whether events are taken in and written.
    public let isRunning: Bool
    /// Events in the buffer, the ones being written included.
    public let queuedEvents: Int
    /// Bytes in the buffer, closely enough to bound memory.
    public let queuedBytes: Int
    /// What waits in the spool; `nil` without one.
    public let spool: SpoolSize?
    /// Why an event is not made durable; `nil` where the store took the last ones or the spool
    /// takes them in its place, or where neither has been tried for some seconds and the next
    /// event is to show.
    public let outage: TrailError?
}
