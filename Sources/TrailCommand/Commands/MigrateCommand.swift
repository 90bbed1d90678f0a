import ArgumentParser
import Trail
import TrailSQLite

/// `trail migrate`: brings the store to this version of Trail.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the store to this version of Trail; makes it where there is none.",
        discussion: """
            'trail serve' does so itself when it starts. Apart it is for those who want to
            know beforehand, or who give only this command the right to change the store.

            Example:
              trail migrate --store-url sqlite:/var/lib/trail/trail.sqlite
            """
    )

    @Flag(help: "Prints JSON.")
    var json = false

    func run() async throws {
        let settings = try await CommandSettings.load()
        let opened = try await OpenStore(settings, role: .tool)
        let migrations = try await opened.store.migrations()
        guard self.json else {
            return Output.line("\(opened.store.path): \(migrations.last ?? "empty")")
        }
        Output.line(
            JSONLine(
                [
                    "store": .string(opened.store.path),
                    "migrations": .array(migrations.map { .string($0) }),
                ] as [String: JSON]
            ).text
        )
    }
}
