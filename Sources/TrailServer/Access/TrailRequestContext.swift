public import Hummingbird
public import NIOCore

/// The context of the server's own requests.
public struct TrailRequestContext: PrincipalContext, ConnectionContext {
    /// What Hummingbird keeps for a request.
    public var coreContext: CoreRequestContextStorage
    /// The peer of the connection.
    public let remoteAddress: SocketAddress?
    /// Who asks; `nil` where nobody has said.
    public var principal: Principal?
    /// The connection, by which is told whether the client is still there.
    let channel: any Channel

    /// The context of a request that came in through the channel of `source`.
    public init(source: Source) {
        self.coreContext = .init(source: source)
        self.remoteAddress = source.channel.remoteAddress
        self.principal = nil
        self.channel = source.channel
    }
}
