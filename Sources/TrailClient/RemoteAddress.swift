#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import Trail

/// Where a remote Trail takes events.
struct RemoteAddress: Sendable, Hashable {
    /// The address of `events/`.
    let events: String
    /// Scheme, host and port, for messages.
    let server: String

    /// The address below the API root that `configuration` names.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration` for what is no address, for one with a
    ///   password in it, and for plain `http:` to another host.
    init(_ configuration: RemoteTrailConfiguration) throws(TrailError) {
        guard let url = URLComponents(string: configuration.url),
            let host = url.host, !host.isEmpty,
            let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http"
        else { throw Self.invalid("https:// and a host is expected") }
        guard url.user == nil, url.password == nil else {
            throw Self.invalid("it must not hold a password; use a token")
        }
        guard url.query == nil, url.fragment == nil else {
            throw Self.invalid("it must not have a query or a fragment")
        }
        guard scheme == "https" || configuration.allowsPlainHTTP || Self.isLoopback(host) else {
            throw Self.invalid("plain http: to another host shows token and events on the way")
        }
        var path = url.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        self.server = "\(scheme)://\(name)" + (url.port.map { ":\($0)" } ?? "")
        self.events = self.server + path + "/events/"
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased().filter { $0 != "[" && $0 != "]" }
        guard name != "localhost" else { return true }
        guard let address = IPAddress(name) else { return false }
        return ["127.0.0.0/8", "::1/128"].contains { range in
            AddressRange(range)?.contains(address) ?? false
        }
    }

    private static func invalid(_ reason: String) -> TrailError {
        TrailError(.invalidConfiguration, "the URL of the remote Trail: \(reason)")
    }
}
