public import Configuration
public import Trail

extension ActivityConfiguration {
    /// What an app's own configuration says, for a middleware that is not to follow its recorder.
    ///
    /// - Configuration keys:
    ///   - `capture.request`, `capture.cors`, `capture.system` (flags, default: true).
    ///   - `capture.response-metrics` (flag, default: true).
    ///   - `capture.urls.include`, `capture.urls.exclude`, `capture.urls.exclude-extra` (lists of
    ///     regular expressions).
    /// - Parameter config: Has these keys; scoped by the caller where they are kept within
    ///   something else.
    /// - Throws: `TrailError` `invalidConfiguration` naming the key whose value it cannot be.
    public init(config: ConfigReader) throws(TrailError) {
        let capturing = try CaptureConfiguration(config: config)
        self.init(capturing)
        self.capturesRequests = capturing.kinds.contains(.request)
        self.capturesCrossOrigin = capturing.kinds.contains(.cors)
        self.capturesErrors = capturing.kinds.contains(.system)
    }
}
