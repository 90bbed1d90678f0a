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
        let isHost = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard !host.isEmpty, isHost else { return nil }
        self.origin = String(rest)
    }

    /// Whether clients reach the server through TLS.
    public var isSecure: Bool { self.origin.hasPrefix("https:") }

    /// The origin.
    public var description: String { self.origin }
}
