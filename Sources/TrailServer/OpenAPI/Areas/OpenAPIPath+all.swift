extension OpenAPIPath {
    /// Everything that is served, area by area.
    ///
    /// A route without a description fails the tests, as does a description without a route.
    static func all(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        Self.lists(scope) + Self.details(scope) + Self.recording(scope)
            + Self.session(scope) + Self.users(scope) + Self.tokens(scope)
            + Self.policies(scope) + Self.holds(scope) + Self.purges(scope)
            + Self.streams(scope) + Self.figures(scope) + Self.erasures(scope)
            + Self.destinations(scope)
            + Self.ledger(scope) + Self.operation(scope) + Self.documents(scope)
    }
}
