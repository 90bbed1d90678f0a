internal import Hummingbird
internal import NIOCore
internal import Trail

/// Where a request came from.
struct ClientAddress: Sendable, Hashable {
    /// The address as canonical text; an IPv4 address mapped into IPv6 as the IPv4 address.
    let text: String
    /// What limits count by: an IPv4 address, or the /64 network of an IPv6 address.
    let network: UInt64

    /// The address that `request` came from; `nil` where there is none, as on a local socket.
    ///
    /// The one place that decides it: the peer of the connection. A forwarding header is believed
    /// only from configured proxies, and none can be configured yet.
    init?(of request: Request, in context: some RemoteAddressRequestContext) {
        guard let peer = context.remoteAddress?.ipAddress else { return nil }
        self.init(peer)
    }

    /// The address that `text` spells, without a port.
    init?(_ text: String) {
        guard let address = IPAddress(text) else { return nil }
        self.text = address.description
        self.network = address.network
    }
}
