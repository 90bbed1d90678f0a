public import Configuration

extension RetentionConfiguration {
    /// What an app's own configuration says, by the keys of Trail's settings.
    ///
    /// `retention.archive` is left to the app, which knows the store that it copies from: see
    /// ``archive``.
    /// - Configuration keys:
    ///   - `retention.default-days` (1 to 36500, default: none): for how many days events are kept
    ///     that no policy is for.
    ///   - `retention.run-at` (time of day in UTC, default: `03:00`): when it runs each day.
    /// - Parameter config: Has these keys; scoped by the caller where they are kept within
    ///   something else.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the key whose value it cannot be.
    public init(config: ConfigReader) throws(TrailError) {
        self.init()
        let settings = SettingReader(config)
        if settings.text("retention.default-days") != nil {
            self.defaultDays = try settings.integer(
                "retention.default-days",
                in: RetentionPolicy.days,
                default: RetentionPolicy.days.upperBound
            )
        }
        if let text = settings.text("retention.run-at") {
            guard let schedule = DailySchedule(text) else {
                throw SettingReader.invalid("retention.run-at", "a time of day such as 03:00")
            }
            self.schedule = schedule
        }
    }
}
