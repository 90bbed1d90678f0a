/// How retention runs.
public struct RetentionConfiguration: Sendable {
    /// For how many days events are kept that no policy is for; `nil` for ever.
    public var defaultDays: Int?
    /// When it runs each day.
    public var schedule = DailySchedule()
    /// Where what is about to go is copied first; `nil` for nowhere.
    public var archive: (any RemovalArchive)?
    /// The most events that one removal takes, under one sealed record.
    public var limit = RemovalRequest.Bounds.usualLimit

    /// Nothing by default, at three in the morning.
    public init() {}
}
