internal import Trail

extension SettingKey {
    /// The dashboard.
    static let dashboard: [SettingKey] = [
        SettingKey(
            "dashboard.enabled",
            .flag,
            default: "true",
            "Whether the dashboard is served."
        ),
        SettingKey(
            "dashboard.path",
            .urlPath,
            default: "/dashboard",
            "Where the dashboard is mounted."
        ),
        SettingKey(
            "dashboard.show",
            .list,
            default: Event.Kind.allCases.map(\.rawValue).joined(separator: ","),
            "The kinds whose lists the dashboard's navigation shows; permissions decide who may "
                + "read what."
        ),
    ]
}
