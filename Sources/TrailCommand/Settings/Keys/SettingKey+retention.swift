extension SettingKey {
    /// How long events are kept, and what may go at once.
    static let retention: [SettingKey] = [
        SettingKey(
            "retention.default-days",
            .integer(1...36_500),
            "For how many days events are kept that no retention policy is for; for ever when "
                + "absent."
        ),
        SettingKey(
            "retention.run-at",
            .timeOfDay,
            default: "03:00",
            "When retention runs each day, in UTC."
        ),
        SettingKey(
            "retention.archive",
            .text,
            "A folder into which events are copied, compressed and proven, before retention "
                + "removes them; none when absent."
        ),
        SettingKey(
            "admin.allow-purge",
            .flag,
            default: "false",
            "Whether superusers may remove all events of a kind at once."
        ),
    ]
}
