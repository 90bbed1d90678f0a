internal import Synchronization
public import Trail

/// A spool in memory that can be made to fail; it outlives the recorders that use it.
public final class InMemorySpool: Spool {
    private struct State {
        var entries: [SpoolBatch.Entry] = []
        var bytes = 0
        var place: Int64 = 0
        var failure: TrailError?
    }

    private let limit: Int
    private let state = Mutex(State())

    /// An empty spool that holds at most `limit` bytes.
    public init(limit: Int = .max) {
        self.limit = limit
    }

    /// Lets every call fail with `error`; with `nil`, no longer.
    public func fail(_ error: TrailError?) {
        self.state.withLock { $0.failure = error }
    }

    /// The events that are in it.
    public var events: [EncodedEvent] { self.state.withLock { $0.entries.compactMap(\.event) } }

    /// What is in it.
    public func size() async throws -> SpoolSize { try self.call { _ in } }

    /// Puts events behind those that are there.
    public func append(_ events: [EncodedEvent]) async throws -> SpoolSize {
        try self.call { state in
            let bytes = events.reduce(0) { $0 + $1.byteCount }
            guard state.bytes + bytes <= self.limit else {
                throw TrailError(.overloaded, "the spool is full")
            }
            for event in events {
                state.place += 1
                state.entries.append(SpoolBatch.Entry(place: state.place, event: event))
            }
            state.bytes += bytes
        }
    }

    /// The oldest events.
    public func oldest(_ request: SpoolRequest) async throws -> SpoolBatch {
        try self.state.withLock { state in
            if let failure = state.failure { throw failure }
            return SpoolBatch(Array(state.entries.prefix(request.events)))
        }
    }

    /// Removes all events up to `place`.
    public func remove(through place: Int64) async throws -> SpoolSize {
        try self.call { state in
            let removed = state.entries.prefix { $0.place <= place }
            state.bytes -= removed.reduce(0) { $0 + ($1.event?.byteCount ?? 0) }
            state.entries.removeFirst(removed.count)
        }
    }

    private func call(_ body: (inout State) throws -> Void) throws -> SpoolSize {
        try self.state.withLock { state in
            if let failure = state.failure { throw failure }
            try body(&state)
            return SpoolSize(events: state.entries.count, bytes: state.bytes)
        }
    }
}
