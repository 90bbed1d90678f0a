/// One field of the flat view: its name, and where its value comes from.
///
/// The lists of fields, one a kind, are the definition of event JSON and of CSV's columns.
struct FlatField: Sendable {
    /// Where a value comes from; what the event does not have, or no longer has, is null.
    enum Value: Sendable {
        // Of the header.
        case id, kind, tenant, action, outcome
        // Times. `time` is the one that lists use.
        case time, occurredAt, recordedAt
        // Of the ledger.
        case index, leaf, isTampered, erased
        /// A sealed value, as it stands.
        case member(SectionMember)
        /// The name of a sealed number: what happened to a row, what a login was.
        case eventTypeName, loginTypeName
        /// Microseconds as milliseconds.
        case milliseconds(SectionMember)
        /// A sealed list; empty where there is none.
        case list(SectionMember)
        /// The id of the verified actor.
        case user
        /// The same as a text that is empty where nobody is known.
        case userText
        /// The actor, verified or claimed.
        case actor
        /// The place on the map; always an object.
        case geo
        /// The changes as `{"field": [old, new]}`.
        case changedFields
        /// The row after the change, or before it where it is gone: JSON as a text.
        case rowText
    }

    /// The name in JSON and in the header of CSV.
    let name: StaticString
    /// Where the value comes from.
    let value: Value

    init(_ name: StaticString, from value: Value) {
        self.name = name
        self.value = value
    }

    /// A field that shows a sealed value as it stands.
    init(_ name: StaticString, _ member: SectionMember) {
        self.init(name, from: .member(member))
    }
}
