/// The sizes that an event may have.
///
/// Everything is bounded, in UTF-8 bytes and entries.
public struct EventLimits: Sendable, Hashable {
    /// Ids, names, methods and other words.
    public var word = 512
    /// Addresses of pages, routes and user agents.
    public var line = 4_096
    /// Remarks, messages and query strings.
    public var text = 16_384
    /// A traceback.
    public var traceback = 65_536
    /// A free JSON value: metadata, a row, an old or new value.
    public var json = 262_144
    /// How deep free JSON may be nested.
    public var jsonDepth = 32
    /// Targets of one event.
    public var targets = 100
    /// Changes of one event.
    public var changes = 1_000
    /// All of an event's free JSON and texts together.
    public var event = 1_048_576

    /// The limits that Trail uses unless told otherwise.
    public init() {}
}
