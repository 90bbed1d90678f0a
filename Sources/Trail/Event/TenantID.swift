/// Whose ledger it is: lower-case words of `[a-z0-9_-]` joined by dots, at most 64 bytes.
///
/// It stays in the ledger for ever, so it must not be free text or name a person.
public struct TenantID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The text of the id.
    public let name: String

    /// The tenant of a server that has only one.
    public static let `default` = TenantID(unchecked: "default")

    /// Parses a tenant's name.
    ///
    /// - Throws: ``EventError`` on field `tenant` for anything but dotted words.
    public init(_ name: String) throws(EventError) {
        try DottedWords.check(name, field: "tenant", atLeast: 1)
        self.name = name
    }

    private init(unchecked name: String) {
        self.name = name
    }

    /// The text of the id.
    public var description: String { self.name }

    /// Orders by the bytes of the name.
    public static func < (one: Self, other: Self) -> Bool { one.name < other.name }
}
