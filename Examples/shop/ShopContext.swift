import Hummingbird
import NIOCore
import TrailServer

/// The context of the shop's requests: who signed in, also for Trail's own routes.
struct ShopContext: PrincipalContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?
    /// Who may read the log, and as what; set by ``SignInMiddleware``.
    var principal: Principal?

    init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.remoteAddress = source.channel.remoteAddress
        self.principal = nil
    }
}
