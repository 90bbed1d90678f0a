import TrailSQLite

extension Settings {
    /// The store at `path` with the search index that is configured.
    func sqlite(
        at path: String,
        role: SQLiteConfiguration.Role
    ) throws -> SQLiteConfiguration {
        var configuration = SQLiteConfiguration(path: path, role: role)
        configuration.search.isEnabled = try self.flag("search.enabled")
        configuration.search.path = self.text("search.path")
        return configuration
    }
}
