internal import Trail

/// An event as lists of the API show it, to be looked at by the names of its fields.
///
/// Pages read what the API writes, so that both say the same of an event.
struct FlatEvent: Sendable {
    /// The event.
    let event: SealedEvent
    /// Whether its row is what was sealed.
    let integrity: EventIntegrity
    private let fields: [String: JSON]

    /// How deep what is shown may be nested: free JSON as deep as it is accepted, and whatever
    /// stands around it.
    private static let depth = 128

    /// The event's fields; `writer` is kept for the next one.
    init(_ event: SealedEvent, integrity: EventIntegrity? = nil, _ writer: inout EventJSONWriter) {
        self.event = event
        self.integrity = integrity ?? EventIntegrity(of: event)
        var bytes: [UInt8] = []
        writer.append(event, integrity: self.integrity, to: &bytes)
        let json = try? CanonicalJSON(parsing: bytes, depth: Self.depth)
        guard case .object(let fields)? = json?.value else {
            self.fields = [:]
            return
        }
        self.fields = fields
    }

    /// A field; null where the event has none of the name.
    subscript(name: String) -> JSON { self.fields[name] ?? .null }

    /// The text of a field, or of whatever else it is; `nil` where there is nothing.
    func text(_ name: String) -> String? { self[name].plainText }

    /// The number of a field.
    func number(_ name: String) -> Int64? {
        if case .integer(let number) = self[name] { number } else { nil }
    }

    /// What a section says; `nil` where there is none, or nothing of it is left that can be read.
    func section(_ name: SectionName) -> JSON? {
        guard let text = self.event.sections[name]?.text else { return nil }
        return (try? CanonicalJSON(parsing: text, depth: Self.depth))?.value
    }

    /// The names of the fields that are there.
    var names: Set<String> { Set(self.fields.filter { $0.value != .null }.keys) }

    /// The sections that were erased.
    var erased: [SectionName] {
        SectionName.allCases.filter { name in
            if case .erased? = self.event.sections[name] { true } else { false }
        }
    }
}

extension JSON {
    /// A member of an object; null where there is none.
    func member(_ name: String) -> JSON {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    /// The elements of an array; none of anything else.
    var items: [JSON] { if case .array(let items) = self { items } else { [] } }

    /// A text as it is, anything else as JSON; `nil` for null and for empty texts.
    var plainText: String? {
        switch self {
        case .null: nil
        case .string(let text): text.isEmpty ? nil : text
        case .digits(let digits): digits
        case .bytes:
            // Without its quotes.
            String(decoding: CanonicalJSON(self).bytes.dropFirst().dropLast(), as: UTF8.self)
        default: String(decoding: CanonicalJSON(self).bytes, as: UTF8.self)
        }
    }
}
