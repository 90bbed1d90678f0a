public import HTTPTypes

/// The proxies that are believed, and the header field in which they speak.
///
/// A header field is whatever the client wrote unless a proxy that is known has set it, so
/// nothing is believed of a peer that is not listed here. What a listed one says is read from the
/// end, where it added to it, and only as far as listed proxies follow each other. For example,
/// with `10.0.0.0/8` trusted and the peer `10.0.0.1`,
/// ```
/// X-Forwarded-For: 192.0.2.1, 203.0.113.9, 10.0.0.2
/// ```
/// gives `203.0.113.9`: what stands before it only that client says.
public struct TrustedProxies: Sendable, Hashable {
    /// The addresses of proxies that are believed.
    public let ranges: [AddressRange]
    /// Where they say for whom they forward.
    public let header: ForwardingHeader

    /// Nobody is believed: the client is the peer.
    public static let none = Self([])

    /// The proxies in `ranges`, which speak in `header`.
    public init(_ ranges: [AddressRange], header: ForwardingHeader = .xForwardedFor) {
        self.ranges = ranges
        self.header = header
    }

    /// Whether what `address` says is believed.
    public func contains(_ address: IPAddress) -> Bool {
        self.ranges.contains { $0.contains(address) }
    }

    /// Who sent a request with `headers` that came in from `peer`.
    ///
    /// The same as the client of ``request(of:peer:)``, without a look at scheme and host.
    public func client(of headers: HTTPFields, peer: IPAddress) -> IPAddress {
        guard self.contains(peer) else { return peer }
        return self.walk(headers, from: peer).request.client
    }

    /// A request with `headers` that came in from `peer`, as the outermost trusted proxy saw it.
    ///
    /// The client is a trusted proxy only where all that is said names trusted proxies, or where
    /// one of them does not say for whom it forwards.
    public func request(of headers: HTTPFields, peer: IPAddress) -> ForwardedRequest {
        guard self.contains(peer) else { return ForwardedRequest(client: peer) }
        let walk = self.walk(headers, from: peer)
        var request = walk.request
        guard self.header != .forwarded else { return request }
        let scheme = Self.values(ForwardingHeader.schemeName, in: headers)
        request.scheme = walk.outermost(of: scheme).flatMap {
            ForwardedRequest.Scheme(name: $0)
        }
        let host = Self.values(ForwardingHeader.hostName, in: headers)
        request.host = walk.outermost(of: host).flatMap { ForwardedRequest.host($0) }
        return request
    }

    private func walk(_ headers: HTTPFields, from peer: IPAddress) -> ProxyWalk {
        ProxyWalk(self, from: peer, Self.values(self.header.rawValue, in: headers))
    }

    /// The values of the header fields called `name`, in their order.
    private static func values(_ name: String, in headers: HTTPFields) -> [[UInt8]] {
        var values: [[UInt8]] = []
        for field in headers where field.name.canonicalName == name {
            values.append(field.withUnsafeBytesOfValue { Array($0) })
        }
        return values
    }
}
