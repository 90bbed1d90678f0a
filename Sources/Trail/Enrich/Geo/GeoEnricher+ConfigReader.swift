public import Configuration
public import Logging

extension GeoEnricher {
    /// What an app's own configuration says, by the key of Trail's settings; `nil` where it names
    /// no database.
    ///
    /// - Configuration keys:
    ///   - `geoip.path` (path, default: none): a file in MaxMind DB format.
    /// - Parameters:
    ///   - config: Has this key; scoped by the caller where it is kept within something else.
    ///   - logger: Is told of databases that are taken and of such as cannot be used.
    /// - Throws: ``GeoDatabaseError`` where the file cannot be used.
    public convenience init?(config: ConfigReader, logger: Logger) throws(GeoDatabaseError) {
        guard let path = SettingReader(config).text("geoip.path"), !path.isEmpty else {
            return nil
        }
        try self.init(path: path, logger: logger)
    }
}
