internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// Tells under which address a client reaches the server.
struct ServerAddress: Sendable {
    /// The configured address; it holds for all clients.
    let publicURL: PublicURL?
    /// Which proxies are believed.
    let client: ClientReader

    /// An address that is configured or that trusted proxies tell.
    init(publicURL: PublicURL?, client: ClientReader) {
        self.publicURL = publicURL
        self.client = client
    }

    /// The address that `configuration` gives.
    init(_ configuration: TrailServerConfiguration) {
        self.init(publicURL: configuration.http.publicURL, client: configuration.client)
    }

    /// Scheme and host as the client of `request` sees them: as configured, else as trusted proxies
    /// say, else by the `Host` of the request; `nil` where none of them tells, or not in the form
    /// of a host.
    func url(of request: Request, in context: some RemoteAddressRequestContext) -> PublicURL? {
        if let publicURL { return publicURL }
        let address = self.client.address(of: request, in: context)
        guard let host = address.host else { return nil }
        let scheme = address.scheme ?? .http
        return PublicURL("\(scheme.rawValue)://\(host)")
    }

    /// Whether `origin` is the address under which the client reached the server.
    func isOrigin(
        _ origin: String,
        of request: Request,
        in context: some RemoteAddressRequestContext
    ) -> Bool {
        origin == self.publicURL?.origin
            || self.client.address(of: request, in: context).isOrigin(origin)
    }
}
