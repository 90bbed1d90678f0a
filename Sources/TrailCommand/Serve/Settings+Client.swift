import Logging
import Trail

extension Settings {
    /// What is read from requests about their clients, and which proxies are believed about them.
    func clientReader() throws -> ClientReader {
        try self.read(ClientReader.init(config:))
    }

    /// What tells where addresses are; `nil` where no database is set.
    func geoEnricher(logger: Logger) throws(CommandFailure) -> GeoEnricher? {
        guard let path = self.text("geoip.path"), !path.isEmpty else { return nil }
        do {
            return try GeoEnricher(path: path, logger: logger)
        } catch {
            throw CommandFailure("geoip.path: \(error)")
        }
    }
}
