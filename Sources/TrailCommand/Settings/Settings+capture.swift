import Trail
import TrailHummingbird

extension Settings {
    /// What is captured in passing.
    ///
    /// - Throws: ``Trail/TrailError`` for a value that says nothing.
    func captureConfiguration() throws -> CaptureConfiguration {
        try CaptureConfiguration(reading: self.text)
    }

    /// What is captured of requests to the server itself; `nil` where nothing is.
    func ownRequests() throws -> ActivityConfiguration? {
        guard try self.flag("capture.self") else { return nil }
        return ActivityConfiguration(try self.captureConfiguration())
    }

    /// What deserves to be told about settings that were set and concern apps alone.
    var remarksForApps: [String] {
        SettingKey.all.compactMap { key in
            guard key.isForApps, let value = self.values[key.name], value.source != "default"
            else { return nil }
            return "\(key.name) (\(value.source)) is for apps that capture with the library; "
                + "the server has nothing that it would change"
        }
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
