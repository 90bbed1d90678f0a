import Trail
import TrailHummingbird

extension Settings {
    /// What is captured in passing.
    func captureConfiguration() throws -> CaptureConfiguration {
        try self.read(CaptureConfiguration.init(config:))
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

    /// How what was captured is recorded.
    func recordingConfiguration() throws -> RecordingConfiguration {
        try self.read(RecordingConfiguration.init(config:))
    }

    /// The guard of all events; `nil` where there is none.
    func leakGuard() throws -> LeakGuard? {
        try self.read(LeakGuard.init(config:))
    }
}
