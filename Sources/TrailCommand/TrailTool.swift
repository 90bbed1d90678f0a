import ArgumentParser
import Foundation

/// The `trail` tool.
@main
struct TrailTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trail",
        abstract:
            "Records what people and programs do, and proves that the record was not altered.",
        discussion: """
            Every command takes every setting as an option (--store-url, --http-port …),
            from the environment (TRAIL_STORE_URL …) or from trail.yaml (or --config FILE).
            'trail config --list' shows all settings, 'trail config' those in force.

            Exit status: 0 done; 1 what was looked at is not as it should be (verify, doctor,
            dead-letters --retry, config --from-django); 2 not done, with a sentence on
            standard error.

            Examples:
              trail serve
              trail token create --name web-1 --scope ingest
              trail verify
              trail help user create
            """,
        subcommands: [
            ServeCommand.self, VerifyCommand.self, ExportCommand.self, ImportCommand.self,
            DemoCommand.self,
            UserCommand.self, TokenCommand.self, KeysCommand.self, ConfigCommand.self,
            DoctorCommand.self, MigrateCommand.self, CleanupCommand.self, HoldCommand.self,
            TrackCommand.self, UntrackCommand.self, EraseCommand.self,
            DeadLettersCommand.self, ManualCommand.self,
        ]
    )

    static func main() async {
        do {
            let line = try CommandLineSettings(splitting: Array(CommandLine.arguments.dropFirst()))
            let sources = Settings.Sources(
                commandLine: line.settings,
                environment: ProcessInfo.processInfo.environment,
                file: line.file ?? ProcessInfo.processInfo.environment["TRAIL_CONFIG"]
            )
            try await CommandSettings.$sources.withValue(sources) {
                var command = try Self.parseAsRoot(line.arguments)
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            }
        } catch {
            Self.exit(with: error)
        }
    }

    /// Ends the process as `error` asks: help and parse errors as the parser says, ours as one
    /// sentence and status 2.
    private static func exit(with error: any Error) -> Never {
        if let message = CommandFailure(error) ?? Self.unknownSetting(error) {
            FileHandle.standardError.write(Data("trail: \(message.sentence)\n".utf8))
            Foundation.exit(message.status)
        }
        // A 1 is the verdict of verify and doctor; no other failure may look like it.
        guard Self.exitCode(for: error) != .success, !(error is ExitCode) else {
            Self.exit(withError: error)
        }
        FileHandle.standardError.write(Data((Self.fullMessage(for: error) + "\n").utf8))
        Foundation.exit(2)
    }

    /// The failure where `error` is about an option that looks like a setting's; the parser knows
    /// those of the commands alone.
    private static func unknownSetting(_ error: any Error) -> CommandFailure? {
        let parts = Self.message(for: error).split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "Unknown option ", parts[2].isEmpty,
            let nearest = CommandLineSettings.nearestOption(to: String(parts[1]))
        else { return nil }
        return CommandFailure("unknown option \(parts[1]); did you mean \(nearest)?")
    }
}
