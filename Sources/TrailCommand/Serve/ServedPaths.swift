/// The paths below which a server answers; no two of them may be the same or one below another.
struct ServedPaths: Sendable {
    private static let fixed = [
        "/health", "/metrics", "/ledger", "/ws", "/openapi.json", "/trail.js",
    ]

    private let chosen: [(setting: String, path: String)]

    init(_ settings: Settings) throws(SettingsError) {
        let names =
            try settings.flag("dashboard.enabled")
            ? ["api.prefix", "beacon.path", "dashboard.path"] : ["api.prefix", "beacon.path"]
        self.chosen = try names.map { name throws(SettingsError) in
            (name, try settings.requiredText(name))
        }
    }

    /// Checks that each path is free.
    ///
    /// - Throws: ``CommandFailure`` that names the setting.
    func check() throws(CommandFailure) {
        for (place, mine) in self.chosen.enumerated() {
            for path in Self.fixed where Self.collide(mine.path, path) {
                throw CommandFailure("\(mine.setting): \(path) is taken by the server itself")
            }
            for other in self.chosen[(place + 1)...] where Self.collide(mine.path, other.path) {
                throw CommandFailure(
                    "\(other.setting): \(other.path) is taken by \(mine.setting), \(mine.path)"
                )
            }
        }
    }

    private static func collide(_ one: String, _ other: String) -> Bool {
        one == other || one.hasPrefix(other + "/") || other.hasPrefix(one + "/")
    }
}
