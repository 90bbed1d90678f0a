/// Who wants retention to run, and over what.
public struct RetentionOrder: Sendable {
    /// Who; becomes the actor of the sealed records.
    public var actor: Event.Actor
    /// Only what this policy says; `nil` for all that holds.
    public var policy: EventID?
    /// This instead of all policies; `nil` for what they say.
    public var rule: RetentionRule?
    /// Whether events are only counted.
    public var isDryRun = false

    /// An order for everything that holds.
    public init(actor: Event.Actor) {
        self.actor = actor
    }

    /// The order of the daily run.
    public static let daily = Self(
        actor: Event.Actor(type: .system, id: "trail retention", isVerified: true)
    )
}
