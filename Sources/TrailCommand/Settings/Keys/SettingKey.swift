import Trail

/// One setting: its name, what values it takes, its default, and what it is for.
///
/// The table in `SettingKey+all.swift` is the only place that knows which settings exist. Help
/// texts, `trail config`, the check for unknown keys and the settings reference come from it.
struct SettingKey: Sendable, Hashable {
    /// What values a setting takes.
    enum Form: Sendable, Hashable {
        /// Any text.
        case text
        /// A whole number in a range.
        case integer(ClosedRange<Int>)
        /// `true` or `false`.
        case flag
        /// Texts separated by commas; `\,` is a comma in one of them.
        case list
        /// A list of regular expressions.
        case patterns
        /// A length of time: `5ms`, `30s`, `12h`, `90d`.
        case duration
        /// A time of day, in UTC: `03:00`.
        case timeOfDay
        /// A number of bytes, at least so many: `512`, `10MiB`, `1GiB`.
        case bytes(atLeast: Int)
        /// Origins separated by commas, or `*`: `https://app.example.com`.
        case origins
        /// A path of URLs: `/api/activity`.
        case urlPath
        /// One of these words.
        case oneOf([String])
    }

    /// Dotted words, as in the file.
    let name: String
    /// What values it takes.
    let form: Form
    /// The value in force when nobody sets one; `nil` for none.
    let defaultText: String?
    /// Whether its value must not be shown.
    let isSecret: Bool
    /// What it is for, in one sentence.
    let summary: String
    /// Whether it says nothing to this tool and everything to apps that capture with the library.
    let isForApps: Bool

    init(
        _ name: String,
        _ form: Form,
        default defaultText: String? = nil,
        isSecret: Bool = false,
        isForApps: Bool = false,
        _ summary: String
    ) {
        self.name = name
        self.form = form
        self.defaultText = defaultText
        self.isSecret = isSecret
        self.summary = summary
        self.isForApps = isForApps
    }

    /// The name of its environment variable: `TRAIL_STORE_URL`.
    var environmentName: String { SettingText.environmentName(of: self.name) }

    /// Whether the file may have several values for it.
    var isList: Bool {
        switch self.form {
        case .list, .patterns, .origins: true
        default: false
        }
    }

    /// Its option on the command line: `--store-url`.
    var option: String { "--" + self.name.replacing(".", with: "-") }
}
