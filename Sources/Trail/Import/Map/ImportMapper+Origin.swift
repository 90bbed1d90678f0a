extension ImportMapper {
    /// Where metadata says which row an event was.
    static let originKey = "imported_from"

    /// Fields of rows that are taken in otherwise than by their words: times are compared as
    /// such, the hash is kept beside, and the key of a session is nobody's to read.
    private static let apart: Set = [
        "datetime", "date", "action_time", "integrity_hash", "session", "session_key",
    ]

    /// The metadata of an event with where it comes from.
    func metadata(
        of draft: Event.Draft,
        _ row: ImportRow,
        _ model: SeedModel,
        _ integrity: SeedIntegrity?
    ) -> CanonicalJSON {
        var origin: [String: JSON] = [
            "source": .string(self.source),
            "model": .string(row.model),
            "pk": Self.key(row),
        ]
        if let integrity { origin["integrity"] = .string(integrity.rawValue) }
        if case .string(let hash) = row.fields["integrity_hash"] { origin["hash"] = .string(hash) }
        let kept = Self.kept(row.fields, beside: DjangoFields(draft).fields)
        if !kept.isEmpty { origin["fields"] = .object(kept) }
        var members: [String: JSON] = [:]
        if case .object(let own) = draft.metadata?.value { members = own }
        members[Self.originKey] = .object(origin)
        return CanonicalJSON(.object(members))
    }

    private static func key(_ row: ImportRow) -> JSON {
        if case .string = row.key { return .string(row.keyText) }
        return row.key
    }

    /// The fields that an export of the event would write otherwise than they were.
    private static func kept(
        _ fields: [String: JSON],
        beside exported: [String: JSON]
    ) -> [String: JSON] {
        var kept: [String: JSON] = [:]
        for name in Set(fields.keys).union(exported.keys) where !self.apart.contains(name) {
            let value = fields[name] ?? .null
            if !self.same(value, exported[name] ?? .null, isJSON: self.texts.contains(name)) {
                kept[name] = value
            }
        }
        return kept
    }

    /// Fields that hold JSON as a text, whose spaces and order say nothing.
    private static let texts: Set = ["object_json_repr", "changed_fields"]

    private static func same(_ one: JSON, _ other: JSON, isJSON: Bool) -> Bool {
        switch (one, other) {
        case (.integer(let whole), .double(let number)), (.double(let number), .integer(let whole)):
            Double(whole) == number
        case (.string(let text), .string(let other)) where isJSON: SeedSnapshot.same(text, other)
        case (.bool(let flag), .integer(let number)), (.integer(let number), .bool(let flag)):
            number == (flag ? 1 : 0)
        default: one == other
        }
    }
}
