/// The address under which clients reach the server: scheme and host, as in an `Origin`.
public struct PublicURL: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host and port, without a slash at the end: `https://trail.example.com`.
    public let origin: String

    /// Reads `http://host[:port]` or `https://host[:port]`; `nil` for anything else.
    public init?(_ text: String) {
        var rest = text.lowercased()[...]
        if rest.hasSuffix("/") { rest.removeLast() }
        guard let scheme = ["https://", "http://"].first(where: { rest.hasPrefix($0) }) else {
            return nil
        }
        let host = rest.dropFirst(scheme.count)
        guard HostSyntax.isValid(host) else { return nil }
        self.origin = String(rest)
    }

    /// Whether clients reach the server through TLS.
    public var isSecure: Bool { self.origin.hasPrefix("https:") }

    /// The origin.
    public var description: String { self.origin }
}
