internal import HTTPTypes
internal import Hummingbird

/// Refuses requests that a page of another site may have made in the name of whoever is signed in
/// (cross-site request forgery).
///
/// Every browser in use says where such a request comes from; a client that says nothing is none.
struct OwnOrigin: Sendable {
    private let address: ServerAddress
    private let allowed: AllowedOrigins

    init(_ configuration: TrailServerConfiguration) {
        self.address = ServerAddress(configuration)
        self.allowed = configuration.allowedOrigins
    }

    /// Accepts a request of a page of the server's own origin, or of one that may use the cookies.
    ///
    /// - Throws: ``Problem`` 403.
    func check(
        _ request: Request,
        _ context: some RemoteAddressRequestContext
    ) throws(Problem) {
        guard request.headers.contains(.origin) else {
            switch request.headers[.secFetchSite] {
            // What the user typed or bookmarked comes from no site.
            case nil, "same-origin", "none": return
            default: throw .foreignOrigin
            }
        }
        switch RequestOrigin(of: request, in: context, self.address) {
        case .own: return
        case .foreign(let origin): guard self.allowed.trusts(origin) else { throw .foreignOrigin }
        }
    }
}

extension Problem {
    fileprivate static let foreignOrigin = Self(
        .forbidden,
        "Pages of this origin may not use the session."
    )
}
