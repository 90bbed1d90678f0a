/// An event that the ledger refuses, put aside with the reason.
public struct DeadLetter: Sendable, Hashable {
    /// The event, complete with its payload.
    public let event: EncodedEvent
    /// Why it was refused: `unstorable` or `idConflict`.
    public let reason: TrailError.Code
    /// What the store said; holds no payload.
    public let message: String
    /// When it was put aside.
    public let time: Timestamp

    /// An event that was refused at `time`.
    public init(event: EncodedEvent, reason: TrailError.Code, message: String, time: Timestamp) {
        self.event = event
        self.reason = reason
        self.message = message
        self.time = time
    }
}
