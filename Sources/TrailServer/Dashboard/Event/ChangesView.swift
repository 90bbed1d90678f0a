internal import Foundation
internal import Trail

/// What changed, field by field: before and after, with their types.
struct ChangesView: Sendable {
    /// One field.
    struct Change: Sendable {
        let changedField: String
        let valueType: String
        let before: String
        let after: String
        let isRemoved: Bool
        let isAdded: Bool
    }

    let changed: [Change]

    /// The changes of an event; `nil` where it has none.
    init?(_ event: FlatEvent) {
        guard let what = event.section(.what) else { return nil }
        var changed = what.member("changes").items.map { change in
            Self.change(
                change.member("field").plainText ?? "",
                change.optional("old")?.untagged,
                change.optional("new")?.untagged
            )
        }
        if changed.isEmpty {
            let detail = what.member("detail")
            changed = Self.rows(
                detail.member("before").untagged,
                detail.member("after").untagged
            )
        }
        guard !changed.isEmpty else { return nil }
        self.changed = changed
    }

    /// The fields of a row that was made or deleted.
    private static func rows(_ before: JSON, _ after: JSON) -> [Change] {
        var names: Set<String> = []
        for case .object(let members) in [before, after] { names.formUnion(members.keys) }
        return names.sorted().map { Self.change($0, before.optional($0), after.optional($0)) }
    }

    private static func change(_ field: String, _ old: JSON?, _ new: JSON?) -> Change {
        let types = [old, new].compactMap { $0?.typeName }
        return Change(
            changedField: field,
            valueType: types.count == 2 && types[0] != types[1]
                ? types.joined(separator: " → ") : types.last ?? "",
            before: old?.shown ?? "",
            after: new?.shown ?? "",
            isRemoved: old != nil,
            isAdded: new != nil
        )
    }

    static let template = """
        <section class="block"><h2>Changes</h2><div class="table" role="region" \
        aria-label="Changes" tabindex="0"><table><caption class="unseen">Changes</caption>
        <thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Before</th>\
        <th scope="col">After</th></tr></thead>
        <tbody>{{#changed}}<tr><th scope="row" data-title="Field">{{changedField}}</th>\
        <td data-title="Type">{{valueType}}</td>\
        <td data-title="Before">{{#isRemoved}}<del>{{before}}</del>{{/isRemoved}}\
        {{^isRemoved}}<span class="muted">nothing</span>{{/isRemoved}}</td>\
        <td data-title="After">{{#isAdded}}<ins>{{after}}</ins>{{/isAdded}}\
        {{^isAdded}}<span class="muted">nothing</span>{{/isAdded}}</td></tr>
        {{/changed}}</tbody></table></div></section>
        """
}

extension JSON {
    /// What sort of value it is, for people.
    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "flag"
        case .integer, .double, .digits: "number"
        case .bytes: "bytes"
        case .string: "text"
        case .array: "list"
        case .object: "object"
        }
    }

    /// A member of an object; `nil` where there is none, for null is a value.
    func optional(_ name: String) -> JSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The value as it is shown: texts in quotes, so that `1` and `"1"` are told apart.
    var shown: String {
        switch self {
        case .string(let text): "“\(text)”"
        case .digits(let digits): digits
        case .bytes(let bytes): Data(bytes).base64EncodedString()
        default: String(decoding: CanonicalJSON(self).bytes, as: UTF8.self)
        }
    }
}
