extension SettingKey {
    /// Capture: what is recorded in passing, and what is kept out of it.
    static let capture: [SettingKey] = kinds + requests + rows + masks

    private static let kinds: [SettingKey] = [
        SettingKey(
            "capture.crud",
            .flag,
            default: "true",
            isForApps: true,
            "Whether changes of rows are captured."
        ),
        SettingKey("capture.login", .flag, default: "true", "Whether logins are captured."),
        SettingKey("capture.request", .flag, default: "true", "Whether requests are captured."),
        SettingKey(
            "capture.cors",
            .flag,
            default: "true",
            "Whether calls from pages of other origins are captured."
        ),
        SettingKey("capture.page", .flag, default: "true", "Whether page visits are captured."),
        SettingKey(
            "capture.action",
            .flag,
            default: "true",
            isForApps: true,
            "Whether actions are captured."
        ),
        SettingKey(
            "capture.system",
            .flag,
            default: "true",
            "Whether errors and critical log lines are captured."
        ),
        SettingKey(
            "actions.enabled",
            .flag,
            default: "true",
            isForApps: true,
            "Whether actions are captured; for tests, which may want none."
        ),
        SettingKey(
            "actions.anonymous",
            .flag,
            default: "true",
            isForApps: true,
            "Whether actions of nobody known are captured."
        ),
    ]

    private static let requests: [SettingKey] = [
        SettingKey(
            "capture.response-metrics",
            .flag,
            default: "true",
            "Whether durations and sizes of responses are captured."
        ),
        SettingKey(
            "capture.urls.include",
            .patterns,
            "Patterns of the paths that are captured and no others; the excluding lists count for "
                + "nothing then."
        ),
        SettingKey(
            "capture.urls.exclude",
            .patterns,
            default: "^/admin/,^/static/,^/favicon\\.ico$,^/health/,^/metrics/",
            "Patterns of paths that are not captured."
        ),
        SettingKey(
            "capture.urls.exclude-extra",
            .patterns,
            "Patterns of paths that are not captured either."
        ),
        SettingKey(
            "capture.self",
            .flag,
            default: "false",
            "Whether requests to the server itself are captured, as the other capture settings say."
        ),
    ]

    private static let rows: [SettingKey] = [
        SettingKey(
            "capture.actor-must-exist",
            .flag,
            default: "false",
            isForApps: true,
            "Whether the app is asked if an actor exists; one that does not is recorded as a claim."
        ),
        SettingKey(
            "crud.skip-unchanged",
            .flag,
            default: "true",
            "Whether an update of a row that changes nothing is left out; trail track follows it, too."
        ),
    ]

    private static let masks: [SettingKey] = [
        SettingKey(
            "leak.rules",
            .list,
            "What is masked besides the usual: NAME; what is not: -NAME, -value:LOOK; off for "
                + "nothing at all."
        )
    ]
}
