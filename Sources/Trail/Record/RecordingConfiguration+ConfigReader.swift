public import Configuration

extension RecordingConfiguration {
    /// What an app's own configuration says, by the keys of Trail's settings.
    ///
    /// - Configuration keys:
    ///   - `recording.max-batch` (1 to 100000, default: 1000): events of one write.
    ///   - `recording.max-delay` (length of time, default: `5ms`): how long a batch may fill.
    ///   - `recording.buffer` (bytes, at least `1MiB`, default: `64MiB`): what may wait.
    ///   - `recording.wait` (flag, default: false): whether capture waits for the disk.
    ///   - `recording.strict` (flag, default: false): whether capture fails with its event.
    /// - Parameter config: Has these keys; scoped by the caller where they are kept within
    ///   something else.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the key whose value it cannot be.
    public init(config: ConfigReader) throws(TrailError) {
        self.init()
        let settings = SettingReader(config)
        self.batch.events = try settings.integer(
            "recording.max-batch",
            in: 1...100_000,
            default: self.batch.events
        )
        self.batch.delay = try settings.duration(
            "recording.max-delay",
            default: self.batch.delay
        )
        self.buffer.bytes = try settings.bytes(
            "recording.buffer",
            atLeast: 1_048_576,
            default: self.buffer.bytes
        )
        self.wait = try settings.flag("recording.wait", default: self.wait)
        self.strict = try settings.flag("recording.strict", default: self.strict)
    }
}
