import ArgumentParser
import Foundation
import Trail

/// `trail config`: what is in force, and where each value came from.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Prints the settings in force and where each value came from.",
        discussion: """
            Examples:
              trail config
              trail config --list
              trail config --reference > settings.md
              TRAIL_HTTP_PORT=9000 trail config --json
              trail config --from-django settings.json --output trail.yaml

            Settings marked "for apps" say nothing to the server: an app that captures with
            the library reads them from the same environment, see docs/capture.md.

            Exit status of --from-django: 0 all translated, 1 some values cannot be, 2 the
            file cannot be read.
            """
    )

    @Flag(help: "Lists every setting with its default and what it is for.")
    var list = false

    @Flag(help: "Prints the reference of all settings, as Markdown.")
    var reference = false

    @Flag(help: "Prints JSON, a line each.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Translates an ACTIVITYLOG dict, as JSON, to a trail.yaml; - for standard input.",
            valueName: "file"
        )
    )
    var fromDjango: String?

    @Option(
        help: ArgumentHelp(
            "Where the translation goes, a new file; standard output when absent.",
            valueName: "file"
        )
    )
    var output: String?

    func validate() throws {
        let modes = [self.list, self.reference, self.fromDjango != nil].count(where: \.self)
        guard modes < 2 else {
            throw ValidationError("--list, --reference and --from-django exclude each other.")
        }
        guard !self.json || !self.reference && self.fromDjango == nil else {
            throw ValidationError("--json goes with the settings in force or with --list.")
        }
        guard self.output == nil || self.fromDjango != nil else {
            throw ValidationError("--output: --from-django is expected beside it.")
        }
    }

    func run() async throws {
        guard !self.list else { return self.listAll() }
        guard !self.reference else { return Output.write(Array(SettingsReference.markdown.utf8)) }
        if let file = self.fromDjango { return try self.translate(file) }
        let settings = try await CommandSettings.load()
        for warning in settings.warnings { Output.note("trail: warning: \(warning)") }
        for key in SettingKey.all {
            guard let value = settings.values[key.name] else { continue }
            let text = key.isSecret ? "***" : value.text
            if self.json {
                var members = ["key": key.name, "value": text, "source": value.source]
                if key.isForApps { members["for"] = "apps" }
                Output.line(JSONLine(members).text)
            } else {
                let audience = key.isForApps ? "; for apps" : ""
                Output.line("\(key.name) = \(text)  (\(value.source)\(audience))")
            }
        }
    }

    /// Translates the settings in `file`, and says what whoever asked should know.
    private func translate(_ file: String) throws {
        let json =
            file == "-"
            ? FileHandle.standardInput.readDataToEndOfFile()
            : FileManager.default.contents(atPath: file)
        guard let json else { throw CommandFailure("\(file) cannot be read") }
        let translation = DjangoTranslator.translate(try DjangoSettings(Array(json)))
        let text = Array(TranslationFile(translation).text.utf8)
        if let output = self.output {
            guard try PrivateFile.create(output, text) else {
                throw CommandFailure("\(output) exists already and is left as it is")
            }
        } else {
            Output.write(text)
        }
        for warning in translation.warnings { Output.note("trail: warning: \(warning)") }
        if translation.hasSecret {
            Output.note(
                "trail: warning: \(self.output ?? "what was printed") holds a secret: let nobody "
                    + "else read it, or give the secret as an environment variable"
            )
        }
        for failure in translation.failures {
            Output.note("trail: not translated: \(failure.name): \(failure.text)")
        }
        guard translation.failures.isEmpty else { throw ExitCode(1) }
    }

    private func listAll() {
        for key in SettingKey.all {
            guard !self.json else {
                Output.line(JSONLine(Self.members(of: key)).text)
                continue
            }
            Output.line("\(key.name)  [\(key.option)] [\(key.environmentName)]")
            let audience = key.isForApps ? " For apps that capture with the library." : ""
            let standard = key.defaultText.map { " Default: \($0)." } ?? ""
            Output.line("    \(key.summary)\(audience)\(standard)")
        }
    }

    private static func members(of key: SettingKey) -> [String: String] {
        var members = [
            "key": key.name, "option": key.option, "variable": key.environmentName,
            "summary": key.summary,
        ]
        members["default"] = key.defaultText
        if key.isForApps { members["for"] = "apps" }
        return members
    }
}
