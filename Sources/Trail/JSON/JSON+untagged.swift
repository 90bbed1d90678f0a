extension JSON {
    /// The value with the tags of all its texts resolved, for a part of a sealed section that is
    /// free JSON; the section itself has texts of other sorts, which are no tags.
    package var untagged: JSON {
        switch self {
        case .string(let text): TaggedText.value(of: text)
        case .array(let elements): .array(elements.map(\.untagged))
        case .object(let members): .object(members.mapValues(\.untagged))
        case .null, .bool, .integer, .double, .digits, .bytes: self
        }
    }
}
