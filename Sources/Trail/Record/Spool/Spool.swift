/// Keeps events on disk, in order, while the store is away.
///
/// A recorder appends to it and drains it, one call at a time, and nobody else touches it. What is
/// in it survives the death of the process and the loss of power.
public protocol Spool: Sendable {
    /// What is in it, also what an earlier process left there.
    func size() async throws -> SpoolSize

    /// Puts events behind those that are there: all of them, or none.
    ///
    /// After this returns they survive a crash.
    ///
    /// - Returns: What is in it now.
    /// - Throws: ``TrailError`` `overloaded` where there is no room for all of them; what the disk
    ///   says otherwise. Nothing has changed then.
    func append(_ events: [EncodedEvent]) async throws -> SpoolSize

    /// The oldest events, which stay; the first of them even if it alone is beyond the request.
    func oldest(_ request: SpoolRequest) async throws -> SpoolBatch

    /// Removes all events up to a place that a ``SpoolBatch`` named.
    ///
    /// - Returns: What is in it now.
    func remove(through place: Int64) async throws -> SpoolSize

    /// What was set aside since this was asked last, `nil` where nothing was.
    ///
    /// A spool that the disk has spoiled puts what is left out of the way and goes on, empty; the
    /// call that met the damage fails. Its recorder asks, and says so.
    func takeDamage() async -> SpoolDamage?
}

extension Spool {
    /// No damage, for a spool that knows none.
    public func takeDamage() async -> SpoolDamage? { nil }
}

/// A spool that could not be read any more and was set aside.
public struct SpoolDamage: Sendable, Hashable {
    /// Where what is left of it is, for an operator.
    public var place: String
    /// How many events it held; `nil` where nobody knows.
    public var events: Int?

    /// Damage.
    public init(place: String, events: Int?) {
        self.place = place
        self.events = events
    }
}

/// How much a spool holds.
public struct SpoolSize: Sendable, Hashable {
    /// Events.
    public var events: Int
    /// Bytes, as the limit of the spool counts them.
    public var bytes: Int

    /// A size.
    public init(events: Int = 0, bytes: Int = 0) {
        self.events = events
        self.bytes = bytes
    }
}

/// How much of a spool is wanted.
public struct SpoolRequest: Sendable, Hashable {
    /// The most events.
    public var events: Int
    /// The most bytes.
    public var bytes: Int

    /// A request for at most that much.
    public init(events: Int, bytes: Int) {
        self.events = events
        self.bytes = bytes
    }
}

/// The oldest events of a spool.
public struct SpoolBatch: Sendable {
    /// An event and its place.
    public struct Entry: Sendable {
        /// Its place; places rise, and are not used again while anything is in the spool.
        public let place: Int64
        /// The event; `nil` where the disk no longer holds what was written.
        public let event: EncodedEvent?

        /// An event at `place`.
        public init(place: Int64, event: EncodedEvent?) {
            self.place = place
            self.event = event
        }
    }

    /// The events, oldest first.
    public let entries: [Entry]

    /// A batch.
    public init(_ entries: [Entry]) {
        self.entries = entries
    }
}
