extension SettingKey {
    /// Live streams.
    static let streams: [SettingKey] = [
        SettingKey(
            "stream.enabled",
            .flag,
            default: "true",
            "Whether events can be listened to as they are stored, at stream/ and /ws/activity/."
        )
    ]
}
