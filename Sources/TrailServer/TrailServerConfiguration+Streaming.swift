extension TrailServerConfiguration {
    /// Live streams of events.
    public struct Streaming: Sendable, Hashable {
        /// Whether there are any; without, their paths are answered 404.
        public var isEnabled = true
        /// The path of the WebSocket, whose handshake a ``WebSocketTunnel`` has to carry.
        public var webSocketPath = "/ws/activity"
        /// After how long a client that lost its stream is asked to come back.
        public var retry: Duration = .seconds(3)
        /// How often it is looked whether who listens still may.
        public var recheck: Duration = .seconds(10)
        /// How long a stream lasts whose listener somebody else than Trail has signed in: then the
        /// client comes back, and is asked again.
        public var foreignLife: Duration = .seconds(300)
    }
}
