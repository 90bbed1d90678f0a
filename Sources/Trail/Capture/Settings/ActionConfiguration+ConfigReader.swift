public import Configuration

extension ActionConfiguration {
    /// What an app's own configuration says, for a middleware that is not to follow its recorder.
    ///
    /// - Configuration keys:
    ///   - `actions.enabled` (flag, default: true).
    ///   - `actions.anonymous` (flag, default: true).
    /// - Parameter config: Has these keys; scoped by the caller where they are kept within
    ///   something else.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the key whose value it cannot be.
    public init(config: ConfigReader) throws(TrailError) {
        self.init()
        let settings = SettingReader(config)
        self.isEnabled = try settings.flag("actions.enabled", default: self.isEnabled)
        self.recordsAnonymous = try settings.flag(
            "actions.anonymous",
            default: self.recordsAnonymous
        )
    }
}
