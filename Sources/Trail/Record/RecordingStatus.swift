/// How a recorder is doing, for health checks.
public struct RecordingStatus: Sendable {
    /// Whether events are taken in and written.
    public let isRunning: Bool
    /// Events in the buffer, the ones being written included.
    public let queuedEvents: Int
    /// Bytes in the buffer, closely enough to bound memory.
    public let queuedBytes: Int
    /// Why the store does not take events now; `nil` where it took the last ones, or where the
    /// next event is to try it again.
    public let outage: TrailError?
}
