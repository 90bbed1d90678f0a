extension SettingKey {
    /// Where else events may be kept.
    static let destinations: [SettingKey] = [
        SettingKey(
            "destinations.allowed-hosts",
            .list,
            "Hosts that destinations and pushes may be on: db.example.com:5432, 10.1.0.0/16; "
                + "none when absent."
        ),
        SettingKey(
            "destinations.folder",
            .text,
            "The folder of SQLite files that may be destinations; none may when absent."
        ),
    ]
}
