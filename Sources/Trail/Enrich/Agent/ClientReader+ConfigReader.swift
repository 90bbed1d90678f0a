public import Configuration
internal import HTTPTypes

extension ClientReader {
    /// What an app's own configuration says, by the keys of Trail's settings.
    ///
    /// - Configuration keys:
    ///   - `client.browser-header` (field name, default: `sec-ch-ua`), `client.platform-header`
    ///     (default: `sec-ch-ua-platform`), `client.os-header` (default: none): where clients name
    ///     these; an empty name for nowhere.
    ///   - Those of ``TrustedProxies/init(config:)``.
    /// - Parameter config: Has these keys; scoped by the caller where they are kept within
    ///   something else.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the key whose value it cannot be.
    public init(config: ConfigReader) throws(TrailError) {
        let settings = SettingReader(config)
        func name(
            _ key: String,
            _ standard: HTTPField.Name?
        ) throws(TrailError) -> HTTPField.Name? {
            guard let text = settings.text(key) else { return standard }
            guard !text.isEmpty else { return nil }
            guard let name = HTTPField.Name(text) else {
                throw SettingReader.invalid(key, "the name of a header field")
            }
            return name
        }
        self.init(
            proxies: try TrustedProxies(config: config),
            browser: try name("client.browser-header", Self.browserHint),
            platform: try name("client.platform-header", Self.platformHint),
            os: try name("client.os-header", nil)
        )
    }
}
