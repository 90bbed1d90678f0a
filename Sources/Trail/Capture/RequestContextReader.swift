public import HTTPTypes

/// Reads from a request where it came from.
public protocol RequestContextReader: Sendable {
    /// The context of a request.
    ///
    /// - Parameters:
    ///   - headers: The request's header fields.
    ///   - peer: The address of the connection's other end; `nil` where there is none, as on a
    ///     local socket.
    /// - Returns: What the request and its connection tell; the rest is absent.
    func context(of headers: HTTPFields, peer: String?) -> Event.Context

    /// A request as the outermost trusted proxy received it.
    ///
    /// - Parameters:
    ///   - headers: The request's header fields.
    ///   - peer: The address of the connection's other end.
    /// - Returns: What the proxies say; `nil` where `peer` is none that is believed, which is what
    ///   a reader that knows no proxies answers.
    func forwarded(_ headers: HTTPFields, peer: String?) -> ForwardedRequest?
}

extension RequestContextReader {
    /// `nil`: nobody is believed.
    public func forwarded(_ headers: HTTPFields, peer: String?) -> ForwardedRequest? { nil }
}
