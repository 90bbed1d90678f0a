package import Configuration

/// Reads Trail's settings from an app's own configuration, each under its whole key
/// (`capture.urls.include`), as in a `trail.yaml`.
///
/// An app that keeps them within an object of its own scopes the reader that it hands on. A value
/// that cannot be what the key asks for is an error that names the key, never the default.
package struct SettingReader: Sendable {
    private let config: ConfigReader

    /// A reader of the settings in `config`.
    package init(_ config: ConfigReader) {
        self.config = config
    }

    /// The text of a value of any form, a list with commas between its entries; `nil` where there
    /// is none.
    package func text(_ key: String, isSecret: Bool = false) -> String? {
        let name = ConfigKey(key)
        // A provider gives a value only in the form that it has: YAML and the environment have
        // texts for all but lists, JSON has numbers and flags.
        if let text = self.config.string(forKey: name, isSecret: isSecret) { return text }
        if let flag = self.config.bool(forKey: name, isSecret: isSecret) { return "\(flag)" }
        if let number = self.config.int(forKey: name, isSecret: isSecret) { return "\(number)" }
        return self.config.stringArray(forKey: name, isSecret: isSecret).map { list in
            list.map { $0.replacing(",", with: "\\,") }.joined(separator: ",")
        }
    }

    /// The entries of a list; `nil` where there is none.
    package func list(_ key: String) -> [String]? {
        self.text(key).map { SettingText.list($0) }
    }

    /// A flag.
    package func flag(_ key: String, default standard: Bool) throws(TrailError) -> Bool {
        guard let text = self.text(key) else { return standard }
        guard let flag = SettingText.flag(text) else {
            throw Self.invalid(key, "true or false")
        }
        return flag
    }

    /// A whole number within `range`.
    package func integer(
        _ key: String,
        in range: ClosedRange<Int>,
        default standard: Int
    ) throws(TrailError) -> Int {
        guard let text = self.text(key) else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw Self.invalid(
                key,
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// A number of bytes.
    package func bytes(
        _ key: String,
        atLeast least: Int,
        default standard: Int
    ) throws(TrailError) -> Int {
        guard let text = self.text(key) else { return standard }
        guard let bytes = SettingText.bytes(text), bytes >= least else {
            throw Self.invalid(key, "a number of bytes such as 10MiB, at least \(least)")
        }
        return bytes
    }

    /// A length of time.
    package func duration(
        _ key: String,
        default standard: Duration
    ) throws(TrailError) -> Duration {
        guard let text = self.text(key) else { return standard }
        guard let duration = SettingText.duration(text) else {
            throw Self.invalid(key, "a length of time such as 5ms, 30s or 12h")
        }
        return duration
    }

    /// What is thrown where the value of `key` is not what is expected; the value may be a secret.
    package static func invalid(_ key: String, _ expected: String) -> TrailError {
        InvalidSetting(key, .expected(expected)).error
    }
}
