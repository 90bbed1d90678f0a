public import HTTPTypes

/// Reads from a request what is known of its client: address, user agent, client hints, origin
/// and referer.
///
/// What a client sends is clipped to what an event keeps, never refused.
public struct ClientReader: RequestContextReader, Hashable {
    /// Who is believed when it forwards requests of others.
    public let proxies: TrustedProxies

    private let table: FieldTable

    /// A reader.
    ///
    /// - Parameters:
    ///   - proxies: Who is believed when it forwards requests of others.
    ///   - browser: Where clients name their browser; `nil` for nowhere.
    ///   - platform: Where clients name their platform; `nil` for nowhere.
    ///   - os: Where clients name their operating system; `nil` for nowhere.
    public init(
        proxies: TrustedProxies = .none,
        browser: HTTPField.Name? = Self.browserHint,
        platform: HTTPField.Name? = Self.platformHint,
        os: HTTPField.Name? = nil
    ) {
        self.proxies = proxies
        self.table = FieldTable([
            (.userAgent, .userAgent), (.origin, .origin), (.referer, .referer),
            (browser, .browser), (platform, .platform), (os, .os),
        ])
    }

    /// What is known of the client of a request.
    ///
    /// - Parameters:
    ///   - headers: The request's header fields.
    ///   - peer: The address of the connection's other end; `nil` where there is none, as on a
    ///     local socket, and then no address is known.
    /// - Returns: What is told; the rest is absent.
    public func context(of headers: HTTPFields, peer: String?) -> Event.Context {
        var context = Event.Context()
        context.ip = self.address(of: headers, peer: peer)
        for field in headers {
            guard self.table.mayHold(field.name) else { continue }
            for entry in self.table.entries where entry.name == field.name.canonicalName {
                Self.read(field, entry.role, into: &context)
            }
        }
        return context
    }

    /// The request as the outermost trusted proxy received it; `nil` where `peer` is no trusted
    /// proxy.
    public func forwarded(_ headers: HTTPFields, peer: String?) -> ForwardedRequest? {
        guard !self.proxies.ranges.isEmpty, let peer = peer.flatMap({ Self.address($0) }),
            self.proxies.contains(peer)
        else { return nil }
        return self.proxies.request(of: headers, peer: peer)
    }

    /// The client's address in canonical text.
    private func address(of headers: HTTPFields, peer: String?) -> String? {
        guard let peer, let address = Self.address(peer) else { return nil }
        guard self.proxies.contains(address) else {
            // An IPv4 address has one text only.
            return peer.utf8.contains(UInt8(ascii: ":")) ? address.description : peer
        }
        return self.proxies.client(of: headers, peer: address).description
    }

    /// The address of a peer, which may have a zone.
    private static func address(_ peer: String) -> IPAddress? {
        peer.utf8.withContiguousStorageIfAvailable { IPAddress(node: $0) }
            ?? IPAddress(node: Array(peer.utf8))
    }

    private static func read(
        _ field: HTTPField,
        _ role: FieldTable.Role,
        into context: inout Event.Context
    ) {
        switch role {
        case .userAgent: context.userAgent = context.userAgent ?? Self.line(field)
        case .origin: context.origin = context.origin ?? Self.line(field)
        case .referer: context.referer = context.referer ?? Self.line(field)
        case .browser:
            context.browser = context.browser ?? Self.hint(field) { ClientHint.browser($0) }
        case .platform:
            context.platform = context.platform ?? Self.hint(field) { ClientHint.word($0) }
        case .os: context.os = context.os ?? Self.hint(field) { ClientHint.word($0) }
        }
    }

    private static func line(_ field: HTTPField) -> String? {
        let value = field.value
        return value.isEmpty ? nil : value.clipped(to: Self.limits.line)
    }

    private static func hint(
        _ field: HTTPField,
        _ read: (UnsafeBufferPointer<UInt8>) -> String?
    ) -> String? {
        field.withUnsafeBytesOfValue { read($0) }?.clipped(to: Self.limits.word)
    }

    private static let limits = EventLimits()
}

extension ClientReader {
    /// `Sec-CH-UA`: the brands of the browser.
    public static let browserHint = Self.name("Sec-CH-UA")
    /// `Sec-CH-UA-Platform`: the platform.
    public static let platformHint = Self.name("Sec-CH-UA-Platform")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("no field name") }
        return name
    }
}
