internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Whether the client of a connection still waits for its answers.
///
/// A client that has closed its side, or lost its connection, is taken to have gone. It is looked
/// at only where much would be done for an answer of which nothing may have been sent yet.
final class ClientPresence: Sendable {
    private let hasGone = Atomic(false)
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)

    /// Notes that the client has gone.
    func leave() {
        self.hasGone.store(true, ordering: .sequentiallyConsistent)
        let listener = self.listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        listener?()
    }

    /// Calls `body` once the client has gone, for whoever has nothing to write meanwhile.
    ///
    /// The one that was given last is called, and no other.
    func onLeave(_ body: @escaping @Sendable () -> Void) {
        self.listener.withLock { $0 = body }
        if self.hasGone.load(ordering: .sequentiallyConsistent) { self.leave() }
    }

    /// Passes for as long as the client waits.
    ///
    /// - Throws: `CancellationError`.
    func check() throws {
        try Task.checkCancellation()
        if self.hasGone.load(ordering: .relaxed) { throw CancellationError() }
    }

    /// The presence of whoever sent the request of `context`.
    ///
    /// Where the connection is one of an app's own server nothing tells, and the client counts as
    /// present until its request is cancelled.
    static func of(_ context: some RequestContext) async -> ClientPresence {
        guard let channel = (context as? any ConnectionContext)?.channel else { return Self() }
        let known = try? await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).presence
        }.get()
        return known ?? Self()
    }
}

/// A context that knows the connection of its request.
protocol ConnectionContext: RequestContext {
    /// The connection.
    var channel: any Channel { get }
}
