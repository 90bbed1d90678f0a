import ArgumentParser
import Trail

/// `trail doctor`: looks for what is wrong with an installation.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks settings, files, disk, clock, store, keys and search index.",
        discussion: """
            Looks whether the settings are valid, files that hold secrets or events are
            closed to others, disk and clock will do, the store is the one that the key
            has signed last, no event was refused, the search index follows, and nothing
            lies in the folder of archives that no sealed record names. It changes nothing
            and may run beside a server. What the events say is for 'trail verify'.

            With --sources it walks every ledger and says of each recorder that numbers
            its events which of them never arrived.

            With --tracked it looks at an app's database instead, and says whether its
            tracked tables are still recorded as they were meant to be ('trail track').

            Exit status: 0 all well, 1 something needs attention, 2 it could not look.

            Examples:
              trail doctor
              trail doctor --sources
              trail doctor --tracked app.sqlite
            """
    )

    @Flag(help: "Prints JSON, a line a check.")
    var json = false

    @Flag(help: "Looks for events that recorders numbered and that are missing.")
    var sources = false

    @Option(
        help: ArgumentHelp(
            "Looks at the tracked tables of an app's SQLite database, and at nothing else.",
            valueName: "database"
        )
    )
    var tracked: String?

    func run() async throws {
        let checks: [Check]
        if let database = self.tracked {
            checks = try Self.tracked(database)
        } else {
            checks = try await self.installation()
        }
        for check in checks { self.tell(of: check) }
        guard checks.allSatisfy(\.isFine) else { throw ExitCode(1) }
    }

    /// Looks at what the settings name.
    private func installation() async throws -> [Check] {
        let settings = try await CommandSettings.load()
        for warning in settings.warnings { Output.note("trail: \(warning)") }
        var checks: [Check] = []
        checks.append(Check("settings", true, "valid"))
        checks += try Self.files(settings)
        checks.append(try Self.disk(settings))
        checks += Self.client(settings)
        checks += await Self.ledgers(settings)
        checks += await Self.letters(settings)
        checks += await Self.search(settings)
        checks += await Self.archives(settings)
        if self.sources { checks += try await Self.sources(settings) }
        return checks
    }

    private func tell(of check: Check) {
        guard self.json else {
            return Output.line(
                "\(check.isFine ? "ok  " : "FAIL") \(check.name): \(check.finding)"
            )
        }
        Output.line(
            JSONLine(
                [
                    "check": .string(check.name), "ok": .bool(check.isFine),
                    "finding": .string(check.finding),
                ] as [String: JSON]
            ).text
        )
    }

    /// One thing that was looked at.
    struct Check {
        let name: String
        let isFine: Bool
        let finding: String

        init(_ name: String, _ isFine: Bool, _ finding: String) {
            self.name = name
            self.isFine = isFine
            self.finding = finding
        }
    }
}
