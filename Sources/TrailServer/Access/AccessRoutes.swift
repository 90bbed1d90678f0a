internal import Hummingbird
internal import Trail

/// The server's own sign-in and its administration, as far as they are served.
struct AccessRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
    let configuration: TrailServerConfiguration
    let resources: TrailServerConfiguration.Access.Resources
    let signIn: SignIn

    /// Adds the routes to the API.
    func add(to router: some RouterMethods<Context>) {
        let bodies = BodyReader(self.configuration.limits)
        let address = ServerAddress(self.configuration)
        let group = router.group().add(middleware: ActScope(client: self.configuration.client))
        if self.resources.contains(.session) {
            SessionRoutes<Context>(self.backend, self.configuration, self.signIn, bodies)
                .add(to: group)
        }
        if self.resources.contains(.users) {
            let keeper = UserKeeper(self.backend, self.signIn.hasher)
            UserRoutes<Context>(keeper: keeper, bodies: bodies, address: address)
                .add(to: group)
        }
        if self.resources.contains(.tokens) {
            let keeper = TokenKeeper(self.backend)
            TokenRoutes<Context>(keeper: keeper, bodies: bodies, address: address)
                .add(to: group)
        }
    }
}
