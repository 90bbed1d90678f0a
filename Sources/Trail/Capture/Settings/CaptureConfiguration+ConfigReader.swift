public import Configuration

extension CaptureConfiguration {
    /// What an app's own configuration says, by the keys of Trail's settings.
    ///
    /// - Parameter config: Has the keys of ``init(reading:)``; scoped by the caller where they are
    ///   kept within something else.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the key whose value it cannot be.
    public init(config: ConfigReader) throws(TrailError) {
        let settings = SettingReader(config)
        try self.init(reading: { settings.text($0) })
    }
}
