/// Tells the time of day; tests hand in a clock of their own.
public protocol WallClock: Sendable {
    /// The time now. May jump and go back.
    func now() -> Timestamp
}

/// The system's clock.
public struct SystemWallClock: WallClock {
    /// The system's clock.
    public init() {}

    /// The system's time.
    public func now() -> Timestamp { .now() }
}
