/// What the seed writes of a changed row: the row as Django serialises it, and the changed fields.
enum SeedSnapshot {
    /// A serialised row.
    struct Row {
        /// The model, as `app.model`.
        var model: String
        /// The fields, with the primary key as `pk`.
        var fields: CanonicalJSON
    }

    /// The row that `text` holds: `[{"model": …, "pk": …, "fields": {…}}]`; `nil` for anything
    /// else.
    static func row(_ text: String) -> Row? {
        guard case .array(let rows) = self.json(text), rows.count == 1,
            case .object(let row) = rows[0], case .string(let model) = row["model"],
            case .object(var fields) = row["fields"], fields["pk"] == nil,
            row.count == (row["pk"] == nil ? 2 : 3), !model.isEmpty
        else { return nil }
        fields["pk"] = row["pk"]
        return Row(model: model, fields: CanonicalJSON(.object(fields)))
    }

    /// The text of a row that ``row(_:)`` has read.
    static func text(model: String, fields: CanonicalJSON?) -> JSON {
        guard case .object(var members) = fields?.value else { return .null }
        var row: [String: JSON] = ["model": .string(model)]
        if let key = members.removeValue(forKey: "pk") { row["pk"] = key }
        row["fields"] = .object(members)
        return .string(PythonJSON.text(.array([.object(row)])))
    }

    /// The changes that `text` tells of: pairs of an update's values, lists of an association's
    /// keys; none for what is neither.
    static func changes(_ text: String, _ type: CRUDDetail.EventType) -> [Event.Change] {
        guard case .object(let members) = self.json(text) else { return [] }
        var changes: [Event.Change] = []
        for (field, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let change = self.change(field, value, type) else { return [] }
            changes.append(change)
        }
        return changes
    }

    private static func change(
        _ field: String,
        _ value: JSON,
        _ type: CRUDDetail.EventType
    ) -> Event.Change? {
        guard case .array(let values) = value else { return nil }
        switch type {
        case .update where values.count == 2:
            return Event.Change(
                field: field,
                old: CanonicalJSON(values[0]),
                new: CanonicalJSON(values[1])
            )
        case .link, .reverseLink:
            return Event.Change(field: field, old: nil, new: CanonicalJSON(value))
        case .unlink, .reverseUnlink:
            return Event.Change(field: field, old: CanonicalJSON(value), new: nil)
        default: return nil
        }
    }

    /// The text of changes.
    static func text(_ changes: [Event.Change], _ type: CRUDDetail.EventType) -> JSON {
        guard !changes.isEmpty else { return .null }
        var members: [String: JSON] = [:]
        for change in changes {
            let (old, new) = (change.old?.value ?? .null, change.new?.value ?? .null)
            members[change.field] =
                switch type {
                case .link, .reverseLink: new
                case .unlink, .reverseUnlink: old
                default: .array([old, new])
                }
        }
        return .string(PythonJSON.text(.object(members)))
    }

    /// Whether two texts hold the same JSON.
    static func same(_ one: String, _ other: String) -> Bool {
        guard let first = self.json(one), let second = self.json(other) else { return false }
        return CanonicalJSON(first) == CanonicalJSON(second)
    }

    private static func json(_ text: String) -> JSON? {
        var reader = JSONReader(Array(text.utf8))
        guard let value = try? reader.freeValue(), reader.isAtEnd else { return nil }
        return value
    }
}
