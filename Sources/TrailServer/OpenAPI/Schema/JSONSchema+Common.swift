internal import Trail

// What stands in many places.

extension JSONSchema {
    /// The id of an event, a policy or the like.
    static let id = Self.text(format: "uuid")
    /// A time.
    static let time = Self.text(format: "date-time")
    /// A SHA-256 hash, in hexadecimal.
    static let hash = Self.text(pattern: "^[0-9a-f]{64}$")
    /// Words joined by dots.
    static let dottedWords = Self.text(pattern: #"^[a-z0-9_-]+(\.[a-z0-9_-]+)*$"#)
        .with("maxLength", 64)
    /// An action: at least two words.
    static let action = Self.text(pattern: #"^[a-z0-9_-]+(\.[a-z0-9_-]+)+$"#)
        .with("maxLength", 64)
    /// The name of a tenant.
    static let tenant = Self.dottedWords.example("default")
    /// A text that a client sends.
    static let line = Self.text(1...255)
    /// The name of a permission.
    static let permission = Self.choice(of: Principal.Permission.self)
    /// The name of a section.
    static let section = Self.choice(of: SectionName.self)
    /// What is sent back to confirm an act.
    static let confirmation = Self.text(1...128)
        .described("The token of the first step. Without it nothing is done but counting.")
    /// The filters of a list, as an object.
    static let filters = Self.map(
        of: .any(of: [.text(1...QueryParameter.mostBytes), Self(["type": "integer"]), .flag])
    )
    .described("Parameters of the lists of events and their values, all of which must match.")

    /// A page of a list.
    static func page(of element: JSONSchema, _ more: [Field] = []) -> Self {
        let link = JSONSchema.text(format: "uri-reference").orNull
        return .object(
            [
                Field("count", .count),
                Field("next", link),
                Field("previous", link),
                Field("results", .list(of: element)),
            ] + more
        )
    }
}
