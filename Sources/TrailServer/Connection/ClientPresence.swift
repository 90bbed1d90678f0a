internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Whether the client of a connection still waits for its answers.
///
/// A client that has closed its side, or lost its connection, is taken to have gone. It is looked
/// at only where much would be done for an answer of which nothing may have been sent yet.
final class ClientPresence: Sendable {
    private let hasGone = Atomic(false)

    /// Notes that the client has gone.
    func leave() { self.hasGone.store(true, ordering: .relaxed) }

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
