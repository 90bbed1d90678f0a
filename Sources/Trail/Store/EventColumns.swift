/// What a store keeps beside an event so that it can be found: derived from the header and the
/// sections by one function, never set by itself.
public struct EventColumns: Sendable, Hashable {
    /// The time of lists, in microseconds.
    public var time: Int64
    /// The actor's id.
    public var actor: String?
    /// The client's address.
    public var ip: String?
    /// The primary target's id.
    public var target: String?
    /// The name that was tried at a login.
    public var username: String?
    /// The status of a response.
    public var status: Int?
    /// How long an exchange took, in microseconds.
    public var duration: Int64?
    /// Whether it went wrong: the outcome is not success, or the status is 400 or more.
    public var isProblem: Bool

    /// Columns of which only the time is known.
    public init(time: Int64, isProblem: Bool) {
        self.time = time
        self.isProblem = isProblem
    }
}
