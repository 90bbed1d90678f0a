extension SettingKey {
    /// Text search.
    static let search: [SettingKey] = [
        SettingKey(
            "search.enabled",
            .flag,
            default: "true",
            "Whether events are indexed for text search; without, searches read them one by one."
        ),
        SettingKey(
            "search.path",
            .text,
            "The file of the search index; the store's with .search behind its name when absent."
        ),
    ]
}
