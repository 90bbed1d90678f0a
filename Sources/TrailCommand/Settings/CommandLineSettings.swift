import Trail

/// Takes the settings out of a command line, so that every command accepts every setting.
struct CommandLineSettings: Sendable, Equatable {
    /// The settings that were given, by key.
    var settings: [String: String] = [:]
    /// The file that `--config` names.
    var file: String?
    /// What is left for the command itself.
    var arguments: [String] = []

    /// Splits `arguments`: `--store-url X` and `--store-url=X` become settings.
    ///
    /// - Throws: ``SettingsError`` where a setting's value is absent.
    init(splitting arguments: [String]) throws(SettingsError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument != "--" else {
                self.arguments += [argument] + rest
                return
            }
            let parts = argument.split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let option = String(parts[0])
            let isFile = option == "--config"
            guard isFile || Self.keys[option] != nil else {
                self.arguments.append(argument)
                continue
            }
            let value = parts.count == 2 ? String(parts[1]) : rest.popFirst()
            guard let value else { throw .missing(Self.keys[option] ?? "config") }
            if let key = Self.keys[option] {
                self.settings[key] = value
            } else {
                self.file = value
            }
        }
    }

    /// The option that looks most like `argument`, if it looks like a setting at all.
    static func nearestOption(to argument: String) -> String? {
        NearestWord.to(argument, among: Self.keys.keys)
    }

    private static let keys = Dictionary(
        uniqueKeysWithValues: SettingKey.all.map { ($0.option, $0.name) }
    )
}
