internal import HTTPTypes
internal import Hummingbird

/// Which other origins may call the server from a browser.
public struct AllowedOrigins: Sendable, Hashable {
    private let origins: Set<String>
    private let isOpen: Bool

    /// No other origin.
    public static let none = Self([])

    /// The origins in `list`, written as browsers send them: `https://app.example.com`.
    ///
    /// A `*` among them lets every origin call, without cookies.
    public init(_ list: [String]) {
        self.isOpen = list.contains("*")
        self.origins = Set(list.filter { $0 != "*" }.map { PublicURL($0)?.origin ?? $0 })
    }

    /// Whether pages of `origin` may call at all.
    public func allows(_ origin: String) -> Bool { self.isOpen || self.trusts(origin) }

    /// Whether pages of `origin` may call with the user's cookies: only where it is named.
    public func trusts(_ origin: String) -> Bool { self.origins.contains(origin.lowercased()) }
}

/// Whether a request of a browser comes from a page of the server's own.
enum RequestOrigin: Sendable, Hashable {
    /// No browser says so, or it says it is the same origin.
    case own
    /// A page of another origin sent it.
    case foreign(String)

    /// Where `request` says it comes from, on a server that clients reach at `address`.
    init(
        of request: Request,
        in context: some RemoteAddressRequestContext,
        _ address: ServerAddress
    ) {
        guard let origin = request.headers[.origin] else {
            let isForeign = request.headers[.secFetchSite] == "cross-site"
            self = isForeign ? .foreign("null") : .own
            return
        }
        let isOwn = address.isOrigin(origin, of: request, in: context)
        self = isOwn ? .own : .foreign(origin)
    }
}
