/// A request as the outermost trusted proxy received it.
public struct ForwardedRequest: Sendable, Hashable {
    /// What the client and the outermost trusted proxy speak.
    public enum Scheme: String, Sendable, Hashable {
        /// Without TLS.
        case http
        /// Through TLS.
        case https

        /// The scheme that `name` spells, in whatever case; a WebSocket's is the one that it
        /// began with.
        init?(name: some Collection<UInt8>) {
            switch name.map({ HeaderText.lowercased($0) }) {
            case Array("http".utf8), Array("ws".utf8): self = .http
            case Array("https".utf8), Array("wss".utf8): self = .https
            default: return nil
            }
        }
    }

    /// Who sent it: the first address, seen from here, that is no trusted proxy.
    public var client: IPAddress
    /// How it was sent; `nil` where no trusted proxy says so.
    public var scheme: Scheme?
    /// Host and port to which it was sent; `nil` where no trusted proxy says so.
    public var host: String?

    /// A request of `client`.
    public init(client: IPAddress, scheme: Scheme? = nil, host: String? = nil) {
        self.client = client
        self.scheme = scheme
        self.host = host
    }

    /// A host with or without a port; `nil` for what cannot be one.
    static func host(_ bytes: some Collection<UInt8>) -> String? {
        // 253 of a name, a colon and a port.
        guard !bytes.isEmpty, bytes.count <= 259, bytes.allSatisfy(Self.isHostByte) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
