/// The settings in force: for each key the value and where it came from.
struct Settings: Sendable {
    /// A value and its origin.
    struct Value: Sendable, Hashable {
        /// The value as text.
        var text: String
        /// Who set it: `command line`, `environment`, the file's name, or `default`.
        var source: String
    }

    /// The values by the names of their keys; a key without a value is absent.
    private(set) var values: [String: Value]
    /// Values that were given as well, and do not decide because another one stands before them.
    private(set) var masked: [(name: String, value: Value)]
    /// What deserves a warning but does not stop the start.
    private(set) var warnings: [String]

    init(
        values: [String: Value],
        masked: [(name: String, value: Value)] = [],
        warnings: [String] = []
    ) {
        self.values = values
        self.masked = masked
        self.warnings = warnings
    }

    /// The text of a setting; `nil` where it has none.
    func text(_ name: String) -> String? {
        precondition(SettingKey.named(name) != nil, "no such setting")
        return self.values[name]?.text
    }

    /// The text of a setting that has a default.
    func requiredText(_ name: String) throws(SettingsError) -> String {
        guard let text = self.text(name) else { throw SettingsError.missing(name) }
        return text
    }

    /// The number of a setting that has a default.
    func integer(_ name: String) throws(SettingsError) -> Int {
        try SettingValue.integer(self.requiredText(name), key: name)
    }

    /// The flag of a setting that has a default.
    func flag(_ name: String) throws(SettingsError) -> Bool {
        try SettingValue.flag(self.requiredText(name), key: name)
    }

    /// The bytes of a setting that has a default.
    func bytes(_ name: String) throws(SettingsError) -> Int {
        try SettingValue.bytes(self.requiredText(name), key: name)
    }

    /// The length of time of a setting; `nil` where it has none.
    func duration(_ name: String) throws(SettingsError) -> Duration? {
        guard let text = self.text(name) else { return nil }
        return try SettingValue.duration(text, key: name)
    }

    /// The entries of a list setting.
    func list(_ name: String) -> [String] {
        SettingValue.list(self.text(name) ?? "")
    }
}

/// Why the settings cannot be used: a sentence for the operator that names the key.
enum SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No such key; `nearest` is the valid key that looks most like it.
    case unknownKey(String, source: String, nearest: String?)
    /// The key's value is not what it takes.
    case invalid(String, expected: String, source: String?)
    /// The key needs a value.
    case missing(String)
    /// The file cannot be read.
    case unreadableFile(String, reason: String)

    var description: String {
        switch self {
        case .unknownKey(let key, let source, let nearest):
            "unknown setting '\(key)' (\(source))"
                + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        case .invalid(let key, let expected, let source):
            "invalid value for '\(key)'\(source.map { " (\($0))" } ?? ""): \(expected) is expected"
        case .missing(let key): "the setting '\(key)' needs a value"
        case .unreadableFile(let file, let reason): "cannot read \(file): \(reason)"
        }
    }
}
