internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import Synchronization

/// A channel of `Base` whose connections may be let go before anybody has begun to serve them.
///
/// A server that is cancelled, because another service has failed, drops what it has accepted and
/// not looked at yet. Without this the whole process would end by that: what is written to is not
/// allowed to go unfinished ("Deinited NIOAsyncWriter without calling finish()").
struct DroppableChannel<Base: ServerChildChannel>: ServerChildChannel {
    /// What the connections are served by.
    let base: Base

    func setup(
        channel: any Channel,
        logger: Logger
    ) -> EventLoopFuture<AcceptedConnection<Base.Value>> {
        self.base.setup(channel: channel, logger: logger).map { AcceptedConnection($0) }
    }

    @concurrent func handle(value: AcceptedConnection<Base.Value>, logger: Logger) async {
        guard let accepted = value.take() else { return }
        await self.base.handle(value: accepted, logger: logger)
    }
}

/// A connection that was accepted; one that nobody takes is closed.
final class AcceptedConnection<Value: ServerChildChannelValue>: ServerChildChannelValue {
    /// The connection itself.
    let channel: any Channel
    private let value: Mutex<Value?>

    init(_ value: Value) {
        self.channel = value.channel
        self.value = Mutex(value)
    }

    deinit {
        guard let value = self.take() else { return }
        // Once it is closed nothing can be written, and what would have been may go.
        self.channel.closeFuture.whenComplete { _ in withExtendedLifetime(value) {} }
        self.channel.close(promise: nil)
    }

    /// The connection, for whoever serves it; `nil` for all but the first who asks.
    func take() -> Value? {
        self.value.withLock { value in
            defer { value = nil }
            return value
        }
    }
}

extension HTTPServerBuilder {
    /// HTTP/1, whose connections may be let go before anybody has begun to serve them.
    static func droppableHTTP1(_ configuration: HTTP1Channel.Configuration) -> Self {
        Self { responder in
            DroppableChannel(
                base: HTTP1Channel(responder: responder, configuration: configuration)
            )
        }
    }
}
