public import Hummingbird
public import NIOCore

/// The context of the server's own requests.
public struct TrailRequestContext: PrincipalContext {
    /// What Hummingbird keeps for a request.
    public var coreContext: CoreRequestContextStorage
    /// The peer of the connection.
    public let remoteAddress: SocketAddress?
    /// Who asks; `nil` where nobody has said.
    public var principal: Principal?

    /// The context of a request that came in through the channel of `source`.
    public init(source: Source) {
        self.coreContext = .init(source: source)
        self.remoteAddress = source.channel.remoteAddress
        self.principal = nil
    }
}
