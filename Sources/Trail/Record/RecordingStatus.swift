/// How a recorder is doing, for health checks.
public struct RecordingStatus: Sendable {
    /// Whether events are taken in and written.
    public let isRunning: Bool
    /// Events in the buffer, the ones being written included.
    public let queuedEvents: Int
    /// Bytes in the buffer, closely enough to bound memory.
    public let queuedBytes: Int
    /// Why the store does not take events; `nil` where it took the last ones, or where it has
    /// not been tried for some seconds and the next event is to show.
    public let outage: TrailError?
}
