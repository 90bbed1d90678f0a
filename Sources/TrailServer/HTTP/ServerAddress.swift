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
        let forwarded = self.client.forwarded(request, in: context)
        guard let host = forwarded?.host ?? request.head.authority else { return nil }
        let scheme = forwarded?.scheme ?? .http
        return PublicURL("\(scheme.rawValue)://\(host)")
    }

    /// The host to which the client sent `request`, in small letters: as trusted proxies say, else
    /// the `Host` of the request.
    func host(of request: Request, in context: some RemoteAddressRequestContext) -> String? {
        let forwarded = self.client.forwarded(request, in: context)
        return (forwarded?.host ?? request.head.authority)?.lowercased()
    }
}
