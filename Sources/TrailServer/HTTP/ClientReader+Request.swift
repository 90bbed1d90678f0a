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

    /// `request` as the outermost trusted proxy received it; `nil` where the peer has no address.
    func forwarded(
        _ request: Request,
        in context: some RemoteAddressRequestContext
    ) -> ForwardedRequest? {
        self.request(of: request.headers, peer: context.remoteAddress?.ipAddress)
    }
}
