extension CaptureConfiguration {
    /// What an app's own settings say, by the keys of Trail's settings.
    ///
    /// ```swift
    /// let capturing = try CaptureConfiguration { key in config.string(forKey: ConfigKey(key)) }
    /// ```
    /// Lists are texts with commas between their entries; `\,` is a comma in one of them.
    ///
    /// - Configuration keys:
    ///   - `capture.crud`, `capture.login`, `capture.request`, `capture.cors`, `capture.page`,
    ///     `capture.action`, `capture.system` (flags, default: true): the kinds.
    ///   - `capture.urls.include`, `capture.urls.exclude`, `capture.urls.exclude-extra` (lists of
    ///     regular expressions): as ``URLRules/init(include:exclude:excludeExtra:)``.
    ///   - `capture.response-metrics` (flag, default: true).
    ///   - `capture.actor-must-exist` (flag, default: false).
    ///   - `actions.enabled`, `actions.anonymous` (flags, default: true).
    ///   - `crud.skip-unchanged` (flag, default: true).
    /// - Parameter value: Gives the text of a key; `nil` for the default.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the key whose value it cannot be.
    public init(reading value: (_ key: String) -> String?) throws(TrailError) {
        self.init()
        func flag(_ key: String, _ standard: Bool) throws(TrailError) -> Bool {
            guard let text = value(key) else { return standard }
            guard let flag = SettingText.flag(text) else {
                throw SettingReader.invalid(key, "true or false")
            }
            return flag
        }
        for kind in Event.Kind.allCases where try !flag("capture.\(kind.rawValue)", true) {
            self.kinds.remove(kind)
        }
        self.actions.isEnabled = try flag("actions.enabled", self.actions.isEnabled)
        self.actions.recordsAnonymous = try flag("actions.anonymous", true)
        if !self.actions.isEnabled { self.kinds.remove(.action) }
        self.measuresResponses = try flag("capture.response-metrics", self.measuresResponses)
        self.actorMustExist = try flag("capture.actor-must-exist", self.actorMustExist)
        self.skipsUnchanged = try flag("crud.skip-unchanged", self.skipsUnchanged)
        self.urls = try Self.urls(reading: value)
    }

    private static func urls(reading value: (String) -> String?) throws(TrailError) -> URLRules {
        func patterns(_ key: String, _ standard: [String]) throws(TrailError) -> [String] {
            guard let text = value(key) else { return standard }
            let patterns = SettingText.list(text)
            for pattern in patterns where (try? URLPattern(pattern)) == nil {
                let expected = "a regular expression in place of '\(pattern)'"
                throw SettingReader.invalid(key, expected)
            }
            return patterns
        }
        return try URLRules(
            include: patterns("capture.urls.include", []),
            exclude: patterns("capture.urls.exclude", URLRules.defaultExclude),
            excludeExtra: patterns("capture.urls.exclude-extra", [])
        )
    }

    /// What the variables of a process say: `TRAIL_CAPTURE_REQUEST` for `capture.request`, the
    /// same that `trail serve` reads.
    ///
    /// - Parameter environment: The variables, such as `ProcessInfo.processInfo.environment`.
    /// - Throws: As ``init(reading:)``.
    public init(environment: [String: String]) throws(TrailError) {
        try self.init { key in environment[SettingText.environmentName(of: key)] }
    }
}
