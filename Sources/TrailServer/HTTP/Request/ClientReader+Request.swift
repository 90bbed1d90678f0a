internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Trail

extension ClientReader {
    /// What is known of the client that sent `request`.
    func context(
        of request: Request,
        in context: some RemoteAddressRequestContext
    ) -> Event.Context {
        self.context(of: request.headers, peer: context.remoteAddress?.ipAddress)
    }

    /// Where the client of `request` reached the server.
    func address(
        of request: Request,
        in context: some RemoteAddressRequestContext
    ) -> ReachedAddress {
        ReachedAddress(
            authority: request.head.authority,
            forwarded: self.forwarded(request.headers, peer: context.remoteAddress?.ipAddress)
        )
    }
}
