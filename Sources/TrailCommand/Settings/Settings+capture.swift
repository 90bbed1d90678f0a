import Trail
import TrailHummingbird

extension Settings {
    /// Which kinds are captured.
    func captureConfiguration() throws -> CaptureConfiguration {
        var configuration = CaptureConfiguration()
        for kind in Event.Kind.allCases where try !self.flag("capture.\(kind.rawValue)") {
            configuration.kinds.remove(kind)
        }
        if try !self.flag("actions.enabled") { configuration.kinds.remove(.action) }
        return configuration
    }

    /// What is captured of requests to the server itself; `nil` where nothing is.
    func ownRequests() throws -> ActivityConfiguration? {
        guard try self.flag("capture.self") else { return nil }
        var configuration = ActivityConfiguration()
        configuration.measuresResponses = try self.flag("capture.response-metrics")
        configuration.urls = try URLRules(
            include: self.list("capture.urls.include"),
            exclude: self.list("capture.urls.exclude"),
            excludeExtra: self.list("capture.urls.exclude-extra")
        )
        return configuration
    }

    /// The guard of all events; `nil` where there is none.
    ///
    /// - Throws: ``SettingsError`` for a rule that says nothing.
    func leakGuard() throws(SettingsError) -> LeakGuard? {
        let entries = self.list("leak.rules")
        guard entries != ["off"] else { return nil }
        do {
            return LeakGuard(try LeakRules(entries))
        } catch {
            throw .invalid(
                "leak.rules",
                expected: "NAME, -NAME, -value:LOOK or off (\(error.message))",
                source: self.values["leak.rules"]?.source
            )
        }
    }
}
