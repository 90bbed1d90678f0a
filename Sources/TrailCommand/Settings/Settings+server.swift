import Trail
import TrailSQLite
import TrailServer

extension Settings {
    /// Where events wait while the store cannot take them; `nil` where there is no such place.
    func spool() throws -> SQLiteSpool? {
        guard let path = self.text("spool.path") else { return nil }
        var configuration = SQLiteSpool.Configuration(path: path)
        configuration.maximumBytes = try self.bytes("spool.max-size")
        return try SQLiteSpool(configuration)
    }

    /// What the server accepts, and what of it is open.
    ///
    /// - Throws: ``SettingsError`` or ``CommandFailure``, which name the setting that is wrong.
    func server() throws -> TrailServerConfiguration {
        var configuration = TrailServerConfiguration()
        configuration.client = try self.clientReader()
        configuration.http.host = try self.requiredText("http.host")
        configuration.http.port = try self.integer("http.port")
        if let url = self.text("http.public-url") {
            guard let parsed = PublicURL(url) else {
                throw CommandFailure("http.public-url: http:// or https:// and a host is expected")
            }
            configuration.http.publicURL = parsed
        }
        configuration.limits.body = try self.bytes("http.max-body")
        configuration.ownRequests = try self.ownRequests()
        configuration.allowsPurge = try self.flag("admin.allow-purge")
        configuration.apiPrefix = try self.requiredText("api.prefix")
        configuration.tenant = try TenantID(self.requiredText("tenant.default"))
        configuration.allowedOrigins = AllowedOrigins(self.list("cors.allowed-origins"))
        configuration.streaming.isEnabled = try self.flag("stream.enabled")
        configuration.openness.metrics = try self.flag("metrics.open")
        configuration.openness.ledger = try self.flag("ledger.open")
        configuration.beacon.path = try self.requiredText("beacon.path")
        configuration.beacon.isOpen = try self.flag("beacon.open")
        configuration.beacon.rate = try self.integer("beacon.rate")
        configuration.beacon.burst = configuration.beacon.rate * 10
        configuration.beacon.sessionAge = try self.duration("session.max-age")
        configuration.access.sessionAge = configuration.beacon.sessionAge
        configuration.beacon.sessionKey = try self.secrets().current
        configuration.dashboard = try self.dashboard()
        return configuration
    }
}
