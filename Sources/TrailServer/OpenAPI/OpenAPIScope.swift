/// What a document is about: the routes of a server, or those that an app has mounted.
struct OpenAPIScope: Sendable {
    let configuration: TrailServerConfiguration
    /// The parts of the sign-in that are served.
    let access: TrailServerConfiguration.Access.Resources
    /// Whether it is the server of its own, with health and metrics.
    let isServer: Bool

    /// A path of the API.
    func api(_ path: String) -> String { self.configuration.apiPrefix + "/" + path }
}
