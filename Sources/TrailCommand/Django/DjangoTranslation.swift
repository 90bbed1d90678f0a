import Trail

/// What an `ACTIVITYLOG` dict says, in terms of Trail.
struct DjangoTranslation: Sendable {
    /// The value of a setting.
    enum Value: Sendable, Equatable {
        /// A word, flag or number.
        case word(String)
        /// Any text.
        case text(String)
        /// Texts.
        case list([String])

        /// The value as settings read it.
        var text: String {
            switch self {
            case .word(let text), .text(let text): text
            case .list(let texts): SettingValue.text(of: texts)
            }
        }
    }

    /// A setting that something was translated to.
    struct Entry: Sendable {
        var key: String
        var value: Value
        /// The names that it comes from.
        var sources: [String]
    }

    /// A name that no setting stands for, and why.
    struct Remark: Sendable, Equatable {
        var name: String
        var text: String
    }

    /// The settings, in the order of the seed's reference.
    private(set) var entries: [Entry] = []
    /// What has no effect, or has its effect elsewhere.
    private(set) var remarks: [Remark] = []
    /// What cannot be translated.
    private(set) var failures: [Remark] = []
    /// What whoever translates should know.
    private(set) var warnings: [String] = []
    /// Whether a secret is among the values.
    private(set) var hasSecret = false

    /// The value of a setting; `nil` where nothing was translated to it.
    subscript(_ key: String) -> Value? { self.entries.first { $0.key == key }?.value }

    /// Translates `source` to a setting; a value that the setting does not take is a failure.
    mutating func set(
        _ key: String,
        _ value: Value,
        from sources: [String],
        isSecret: Bool = false
    ) {
        if let setting = SettingKey.named(key) {
            do {
                try SettingValue.check(value.text, for: setting, source: "")
            } catch {
                guard case .invalid(_, let expected, _) = error else { return }
                for source in sources { self.fail(source, "\(key): \(expected) is expected") }
                return
            }
        }
        self.hasSecret = self.hasSecret || isSecret
        self.entries.append(Entry(key: key, value: value, sources: sources))
    }

    /// Translates `source` to a setting.
    mutating func set(
        _ key: String,
        _ value: Value,
        from source: String,
        isSecret: Bool = false
    ) {
        self.set(key, value, from: [source], isSecret: isSecret)
    }

    /// Says why `name` has no setting.
    mutating func remark(_ name: String, _ text: String) {
        self.remarks.append(Remark(name: name, text: text))
    }

    /// Says why the value of `name` cannot be translated.
    mutating func fail(_ name: String, _ text: String) {
        self.failures.append(Remark(name: name, text: text))
    }

    /// Warns whoever translates.
    mutating func warn(_ text: String) {
        self.warnings.append(text)
    }
}
