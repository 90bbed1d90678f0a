/// Where a client reached a server, as far as a request tells: what makes a page one of the
/// server's own.
package struct ReachedAddress: Sendable, Hashable {
    /// Host and port, in small letters: as trusted proxies say, else the `Host` of the request.
    package let host: String?
    /// What the client speaks; `nil` where no trusted proxy says so.
    package let scheme: ForwardedRequest.Scheme?

    /// The address of a request to `authority`, which trusted proxies forwarded as they say, or
    /// which came directly.
    package init(authority: String?, forwarded: ForwardedRequest?) {
        self.host = (forwarded?.host ?? authority)?.lowercased()
        self.scheme = forwarded?.scheme
    }

    /// Whether `origin`, as a browser writes it, is this address.
    ///
    /// Behind a proxy that ends TLS and says nothing of it the scheme is not known, the host is.
    package func isOrigin(_ origin: String) -> Bool {
        let origin = origin.lowercased()
        guard let host, let slashes = origin.firstRange(of: "://") else { return false }
        let scheme = String(origin[..<slashes.lowerBound])
        guard self.scheme == nil || self.scheme?.rawValue == scheme else { return false }
        return origin[slashes.upperBound...] == Self.withoutDefaultPort(host, of: scheme)
    }

    /// Browsers leave out the port that a scheme has anyway; proxies may name it.
    private static func withoutDefaultPort(_ host: String, of scheme: String) -> Substring {
        let port = scheme == "https" ? ":443" : ":80"
        // What ends an IPv6 address stands before its bracket.
        return host.hasSuffix(port) ? host.dropLast(port.count) : host[...]
    }
}
