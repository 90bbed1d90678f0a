import Foundation

extension Installation {
    /// An installation with an `ACTIVITYLOG` dict, as JSON, in `settings.json`.
    static func django(_ settings: String) throws -> Installation {
        let installation = try Installation()
        try Data(settings.utf8).write(to: installation.file("settings.json"))
        return installation
    }

    /// Translates the dict in `settings.json`, into a file where one is named.
    func translation(to output: String? = nil) async throws -> Result {
        try await self.trail(
            ["config", "--from-django", "settings.json"]
                + (output.map { ["--output", $0] } ?? [])
        )
    }
}
