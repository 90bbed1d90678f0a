extension DashboardPages {
    /// How the log itself is run.
    static func administration(_ site: DashboardSite) -> [any DashboardPage] { [] }

    /// What these pages show.
    static let administrationViews: [any PageView.Type] = []
}
