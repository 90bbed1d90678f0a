/// The header field in which proxies say for whom they forward a request.
///
/// Exactly one is believed. A proxy sets or extends the one it knows and lets the others of a
/// request through, so that those are whatever the client wrote.
public enum ForwardingHeader: String, Sendable, Hashable, CaseIterable {
    /// `X-Forwarded-For`: a list to which each proxy adds its peer at the end.
    case xForwardedFor = "x-forwarded-for"
    /// `X-Real-IP`: one address.
    case xRealIP = "x-real-ip"
    /// `Forwarded`, RFC 7239: a list of elements that also name scheme and host.
    case forwarded

    /// The header that `name` spells, in whatever case.
    public init?(name: String) {
        self.init(rawValue: name.lowercased())
    }

    /// The scheme of the request as proxies that use no `Forwarded` say it.
    static let schemeName = "x-forwarded-proto"
    /// The host of the request as proxies that use no `Forwarded` say it.
    static let hostName = "x-forwarded-host"
}
