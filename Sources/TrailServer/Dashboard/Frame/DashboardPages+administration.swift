extension DashboardPages {
    /// How the log itself is run.
    static func administration(_ site: DashboardSite) -> [any DashboardPage] {
        Self.retention + Self.destinations + Self.access(site)
    }

    /// How long events are kept, what must stay, and what goes.
    private static let retention: [any DashboardPage] = [
        PolicyListPage(), NewPolicyPage(), PolicyPage(), RunPolicyPage(), DeletePolicyPage(),
        HoldListPage(), NewHoldPage(), HoldPage(), ReleaseHoldPage(),
        ErasureListPage(), NewErasurePage(), ErasurePage(),
    ]

    /// Where events are kept.
    private static let destinations: [any DashboardPage] = [
        DestinationListPage(), NewDestinationPage(), DestinationPage(), DestinationHealthPage(),
        DeleteDestinationPage(),
    ]

    /// Who is let in; where an app has a sign-in of its own, that is for the app to say.
    private static func access(_ site: DashboardSite) -> [any DashboardPage] {
        guard let signIn = site.signIn else { return [] }
        let (users, tokens) = (UserKeeper(site.backend, signIn.hasher), TokenKeeper(site.backend))
        return [
            UserListPage(keeper: users), NewUserPage(keeper: users), UserPage(keeper: users),
            UserPasswordPage(keeper: users), DisableUserPage(keeper: users),
            EnableUserPage(keeper: users), TokenListPage(keeper: tokens),
            NewTokenPage(keeper: tokens), RevokeTokenPage(keeper: tokens),
        ]
    }

    /// What these pages show.
    static let administrationViews: [any PageView.Type] = [
        AdminListView.self, AdminItemView.self, AdminFormView.self, NewErasureView.self,
        ErasureConfirmView.self,
        DestinationFormView.self, MadeTokenView.self,
    ]
}
