import ArgumentParser

/// `trail config`: what is in force, and where each value came from.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Prints the settings in force and where each value came from.",
        discussion: """
            Examples:
              trail config
              trail config --list
              TRAIL_HTTP_PORT=9000 trail config --json
            """
    )

    @Flag(help: "Lists every setting with its default and what it is for.")
    var list = false

    @Flag(help: "Prints JSON.")
    var json = false

    func run() async throws {
        guard !self.list else { return Self.printReference() }
        let settings = try await CommandSettings.load()
        for warning in settings.warnings { Output.note("trail: warning: \(warning)") }
        for key in SettingKey.all {
            guard let value = settings.values[key.name] else { continue }
            let text = key.isSecret ? "***" : value.text
            if self.json {
                Output.line(
                    JSONLine(["key": key.name, "value": text, "source": value.source]).text
                )
            } else {
                Output.line("\(key.name) = \(text)  (\(value.source))")
            }
        }
    }

    private static func printReference() {
        for key in SettingKey.all {
            Output.line("\(key.name)  [\(key.option)] [\(key.environmentName)]")
            Output.line("    \(key.summary)\(key.defaultText.map { " Default: \($0)." } ?? "")")
        }
    }
}
