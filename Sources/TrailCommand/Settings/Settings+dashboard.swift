internal import Trail
internal import TrailServer

extension Settings {
    /// The dashboard as configured.
    ///
    /// - Throws: ``SettingsError`` for a kind that there is not.
    func dashboard() throws -> TrailServerConfiguration.Dashboard {
        var dashboard = TrailServerConfiguration.Dashboard()
        dashboard.isServed = try self.flag("dashboard.enabled")
        dashboard.path = try self.requiredText("dashboard.path")
        dashboard.kinds = []
        for name in self.list("dashboard.show") {
            guard let kind = Event.Kind(rawValue: name) else {
                let kinds = Event.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure("dashboard.show: one of \(kinds) is expected, not \(name)")
            }
            dashboard.kinds.insert(kind)
        }
        return dashboard
    }
}
