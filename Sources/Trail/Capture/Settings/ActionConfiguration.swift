/// Whether what people do through routes is recorded as actions, and whose actions.
///
/// The scope of the keys is `actions`.
public struct ActionConfiguration: Sendable, Hashable {
    /// Whether actions are recorded at all; key `enabled`.
    ///
    /// An app's tests may switch it off.
    public var isEnabled = true
    /// Whether actions of nobody known are recorded, too; key `anonymous`.
    public var recordsAnonymous = true

    /// The defaults.
    public init() {}

    /// No action is recorded.
    public static var disabled: Self {
        var configuration = Self()
        configuration.isEnabled = false
        return configuration
    }
}
