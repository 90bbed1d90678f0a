internal import HTTPTypes

/// The header fields that a ``ClientReader`` looks at, so that one pass finds them all.
struct FieldTable: Sendable, Hashable {
    /// What a field tells.
    enum Role: Sendable, Hashable {
        case userAgent, origin, referer, browser, platform, os
    }

    /// A field that tells something; one that tells two things has two entries.
    struct Entry: Sendable, Hashable {
        /// The canonical name.
        let name: String
        let role: Role
    }

    let entries: [Entry]
    /// Bit n is set where a name has n bytes, or n and a multiple of 64 more.
    private let lengths: UInt64

    /// A table of fields; those without a name are left out.
    init(_ roles: [(name: HTTPField.Name?, role: Role)]) {
        self.entries = roles.compactMap { name, role in
            name.map { Entry(name: $0.canonicalName, role: role) }
        }
        self.lengths = self.entries.reduce(0) { $0 | Self.bit(of: $1.name) }
    }

    /// Whether a field called `name` can be among them: most fields of a request are not.
    func mayHold(_ name: HTTPField.Name) -> Bool {
        self.lengths & Self.bit(of: name.canonicalName) != 0
    }

    private static func bit(of name: String) -> UInt64 { 1 << UInt64(name.utf8.count & 63) }
}
