extension Event.Draft {
    /// A change of something that is not a row of a tracked database: what differs between two
    /// encoded values.
    ///
    /// Fields keep their types; a nested value is one field, as JSON. A field that one of two
    /// objects lacks counts as `null` there, which is how `Encodable` writes an absent optional.
    /// The action is `<target type>.create`, `.update` or `.delete`.
    ///
    /// - Parameters:
    ///   - target: What changed.
    ///   - old: The value before; `nil` for something new.
    ///   - new: The value after; `nil` for something deleted.
    ///   - skipsUnchanged: Whether an update in which nothing differs is none.
    /// - Returns: `nil` where nothing differs, unless that is to be told as well.
    /// - Throws: What a value throws while it is encoded.
    public static func change<Value: Encodable>(
        of target: Event.Target,
        from old: Value?,
        to new: Value?,
        skipsUnchanged: Bool = true
    ) throws -> Event.Draft? {
        let before = try old.map { try JSON(encoding: $0) }
        let after = try new.map { try JSON(encoding: $0) }
        let type: CRUDDetail.EventType
        switch (before, after) {
        case (nil, nil): return nil
        case (nil, _): type = .create
        case (_, nil): type = .delete
        default: type = .update
        }
        let changes = Self.changes(from: before, to: after)
        guard type != .update || !changes.isEmpty || !skipsUnchanged else { return nil }
        return Event.Draft(
            .crud(
                CRUDDetail(
                    type,
                    model: target.type,
                    before: Self.object(before),
                    after: Self.object(after)
                )
            ),
            targets: [target],
            changes: changes
        )
    }

    private static func object(_ value: JSON?) -> CanonicalJSON? {
        guard case .object = value else { return nil }
        return value.map { CanonicalJSON($0) }
    }

    /// The fields in which two values differ, in the order of canonical keys; of something that
    /// is no object, the one field `value`.
    private static func changes(from before: JSON?, to after: JSON?) -> [Event.Change] {
        switch (before, after) {
        case (.object(let old), .object(let new)):
            let fields = Set(old.keys).union(new.keys)
            return fields.sorted { CanonicalOrder.precedes($0.utf8, $1.utf8) }.compactMap {
                Self.change($0, from: old[$0] ?? .null, to: new[$0] ?? .null)
            }
        case (nil, .object), (.object, nil): return []
        default: return Self.change("value", from: before, to: after).map { [$0] } ?? []
        }
    }

    private static func change(_ field: String, from old: JSON?, to new: JSON?) -> Event.Change? {
        let old = old.map { CanonicalJSON($0) }
        let new = new.map { CanonicalJSON($0) }
        // The canonical bytes are compared: texts that Unicode takes for the same may differ.
        guard old != new else { return nil }
        return Event.Change(field: field, old: old, new: new)
    }
}
