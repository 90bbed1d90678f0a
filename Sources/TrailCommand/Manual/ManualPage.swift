/// The manual page of the tool, made of the help of its commands and of the table of settings.
///
/// The argument parser's own plugin would not know the settings, which every command takes.
struct ManualPage {
    private let tool: CommandInfo
    private let settings: [SettingKey]

    init(_ tool: CommandInfo, settings: [SettingKey] = SettingKey.all) {
        self.tool = tool
        self.settings = settings
    }

    /// The page in man(7).
    var text: String {
        let parts: [[String]] = [
            self.head, self.commands, self.listedSettings, Self.environment, Self.files,
            Self.status,
        ]
        return (parts.joined() + [""]).joined(separator: "\n")
    }

    private var head: [String] {
        let name = self.tool.commandName
        return [
            "'\\\" made by 'trail manual'; do not edit",
            ".TH \(name.uppercased()) 1 \"\" \"Trail\" \"User Commands\"",
            ".SH NAME",
            "\(name) \\- \(ManualText.escaped(Self.phrase(self.tool.abstract)))",
            ".SH SYNOPSIS",
            "\(ManualText.bold(name)) \(ManualText.slanted("command")) "
                + "[\(ManualText.slanted("options"))] [\(ManualText.slanted("settings"))]",
            ".SH DESCRIPTION",
        ] + ManualText.paragraphs(self.tool.discussion ?? "")
    }

    private var commands: [String] {
        [".SH COMMANDS"] + self.tool.shown.flatMap { Self.lines(of: $0, under: "trail") }
    }

    /// A command and those below it.
    private static func lines(of command: CommandInfo, under parent: String) -> [String] {
        let name = "\(parent) \(command.commandName)"
        let shown = (command.arguments ?? []).filter(\.shouldDisplay)
            .filter { $0.names?.contains { $0.text == "--help" } != true }
        var lines = [".SS \(ManualText.escaped(name))", Self.synopsis(name, shown), ".PP"]
        lines += ManualText.paragraphs(command.abstract ?? "")
        if let aliases = command.aliases, !aliases.isEmpty {
            lines.append("Also: \(aliases.map(ManualText.bold).joined(separator: ", ")).")
        }
        lines += shown.flatMap(Self.lines)
        if let discussion = command.discussion {
            lines += [".PP"] + ManualText.paragraphs(discussion)
        }
        return lines + command.shown.flatMap { Self.lines(of: $0, under: name) }
    }

    private static func synopsis(_ name: String, _ arguments: [CommandInfo.Argument]) -> String {
        let words = arguments.map { argument in
            let text = Self.spelling(argument, names: argument.names?.prefix(1)) ?? ""
            let repeated = argument.isRepeating ? "\(text) ..." : text
            return argument.isOptional ? "[\(repeated)]" : repeated
        }
        return ([ManualText.bold(name)] + words).joined(separator: " ")
    }

    private static func lines(of argument: CommandInfo.Argument) -> [String] {
        guard let spelling = Self.spelling(argument, names: argument.names?[...]) else { return [] }
        let standard = argument.defaultValue.map { " Default: \($0)." } ?? ""
        return [".TP", spelling, ManualText.escaped((argument.abstract ?? "") + standard)]
    }

    private static func spelling(
        _ argument: CommandInfo.Argument,
        names: ArraySlice<CommandInfo.Argument.Name>?
    ) -> String? {
        let value = argument.valueName.map(ManualText.slanted)
        guard let names, !names.isEmpty else { return value }
        let text = names.map { ManualText.bold($0.text) }.joined(separator: ", ")
        guard argument.kind == "option", let value else { return text }
        return "\(text) \(value)"
    }

    private var listedSettings: [String] {
        [
            ".SH SETTINGS",
            "Options that every command takes; each is also a variable of the environment, and a "
                + "key of the file.",
        ]
            + self.settings.flatMap { key in
                let standard = key.defaultText.map { " Default: \($0)." } ?? ""
                return [
                    ".TP",
                    "\(ManualText.bold(key.option)), \(ManualText.bold(key.environmentName)), "
                        + ManualText.bold(key.name),
                    ManualText.escaped(
                        key.summary + (key.isForApps ? " For apps." : "") + standard
                    ),
                ]
            }
    }

    private static let environment = [
        ".SH ENVIRONMENT", ".TP", ManualText.bold("TRAIL_CONFIG"),
        "The file of settings, where it is not trail.yaml in the current folder.",
    ]

    private static let files: [String] =
        [".SH FILES"]
        + [
            ("trail.yaml", "Settings."),
            (
                "trail.sqlite",
                "The store, unless store.url names another; beside it the search index."
            ),
            ("trail.key", "The key that signs the ledgers. Without it no ledger can be continued."),
            ("trail.key.heads", "What the key has signed last."),
            ("trail.secret", "The secret behind session cookies and stored passwords."),
        ].flatMap { [".TP", ManualText.bold($0.0), $0.1] }

    private static let status: [String] =
        [".SH EXIT STATUS"]
        + [
            ("0", "Done; for verify: intact; for doctor: all well."),
            (
                "1",
                "For verify: tampered with; for doctor: something needs attention; for config "
                    + "--from-django: some values have no translation."
            ),
            ("2", "Not done, or not to be done as asked; a sentence on standard error says why."),
        ].flatMap { [".TP", ManualText.bold($0.0), ManualText.escaped($0.1)] }

    /// A sentence as NAME wants it: not capitalised, without its full stop.
    private static func phrase(_ sentence: String?) -> String {
        let text = sentence ?? ""
        let words = text.hasSuffix(".") ? text.dropLast() : text[...]
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
