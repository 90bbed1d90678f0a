/// What the command line, the environment and the file say, for the command that runs.
enum CommandSettings {
    /// Where the settings of the running command come from.
    @TaskLocal static var sources = Settings.Sources()

    /// The settings in force.
    static func load() async throws -> Settings {
        try await Settings.load(Self.sources)
    }
}
