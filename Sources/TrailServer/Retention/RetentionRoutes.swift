internal import Hummingbird
internal import Trail

/// How long events are kept, what must stay, and what goes at once.
struct RetentionRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
    let configuration: TrailServerConfiguration

    /// Adds the routes to the API.
    func add(to router: some RouterMethods<Context>) {
        let bodies = BodyReader(self.configuration.limits)
        let address = ServerAddress(self.configuration)
        let group = router.group().add(middleware: ActScope(client: self.configuration.client))
        PolicyRoutes<Context>(
            keeper: PolicyKeeper(backend: self.backend),
            bodies: bodies,
            address: address
        )
        .add(to: group)
        HoldRoutes<Context>(
            keeper: HoldKeeper(backend: self.backend),
            bodies: bodies,
            address: address
        )
        .add(to: group)
        PurgeRoutes<Context>(purge: Purge(self.backend, self.configuration), bodies: bodies)
            .add(to: group)
    }
}
