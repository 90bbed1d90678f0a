internal import Trail

/// Says a change of the outbox as a draft of an event.
struct ChangeDraft {
    /// How much is said.
    enum Extent: Sendable {
        /// Values of up to so many bytes; of longer ones size and SHA-256.
        case values(limit: Int)
        /// That the row changed, and not how.
        case noValues
        /// Nor by whom.
        case noScope
    }

    let change: OutboxChange
    let fields: RowFields

    init(_ change: OutboxChange) {
        self.change = change
        self.fields = RowFields(change)
    }

    /// The draft under `id`.
    func draft(_ id: EventID, _ extent: Extent) -> Event.Draft {
        var draft = Event.Draft(.crud(self.detail(extent)), targets: self.targets)
        draft.id = id
        draft.occurredAt = self.change.time
        switch extent {
        case .values(let limit):
            self.addChanges(to: &draft, limit)
            draft.revealed = self.revealed
        case .noValues: draft.metadata = ["values_omitted": true]
        case .noScope:
            draft.metadata = ["scope_omitted": true, "values_omitted": true]
            return draft
        }
        draft.tenant = self.change.scope?.tenant
        draft.actor = self.change.scope?.actor
        draft.context = self.change.scope?.context ?? Event.Context()
        return draft
    }

    private var type: CRUDDetail.EventType {
        switch self.change.kind {
        case .create: .create
        case .delete: .delete
        case .link: .link
        case .unlink: .unlink
        default: .update
        }
    }

    private func detail(_ extent: Extent) -> CRUDDetail {
        let layout = self.change.layout
        var detail = CRUDDetail(self.type, model: layout.type)
        guard case .values(let limit) = extent else { return detail }
        guard self.change.kind != .update || layout.updates == .wholeRows else { return detail }
        detail.before = self.fields.old.map { self.row($0, limit) }
        detail.after = self.fields.new.map { self.row($0, limit) }
        return detail
    }

    /// A row as an object of its recorded columns.
    private func row(_ values: [RowFields.Value], _ limit: Int) -> CanonicalJSON {
        var writer = CanonicalWriter()
        writer.beginObject()
        for slot in self.change.layout.canonicalOrder {
            writer.key(self.change.layout.slots[slot].column)
            writer.free(values[slot].json(limit: limit))
        }
        writer.endObject()
        return CanonicalJSON(canonical: writer.bytes)
    }

    /// Adds the columns that differ, as many as an event may have.
    private func addChanges(to draft: inout Event.Draft, _ limit: Int) {
        guard let old = self.fields.old, let new = self.fields.new else { return }
        let most = EventLimits().changes
        draft.changes = self.fields.changed.prefix(most).map { slot in
            Event.Change(
                field: self.change.layout.slots[slot].column,
                old: CanonicalJSON(old[slot].json(limit: limit)),
                new: CanonicalJSON(new[slot].json(limit: limit))
            )
        }
        let rest = self.fields.changed.count - draft.changes.count
        if rest > 0 { draft.metadata = ["changes_omitted": .integer(Int64(rest))] }
    }

    /// What the leak guard leaves alone.
    private var revealed: RevealedFields? {
        let layout = self.change.layout
        let slots = layout.slots.indices.filter { layout.slots[$0].isRevealed == true }
        guard !slots.isEmpty else { return nil }
        var revealed = RevealedFields(Set(slots.map { Array(layout.slots[$0].column.utf8) }))
        let ids = layout.sides.isEmpty ? layout.key : layout.sides.flatMap(\.slots)
        revealed.ids = !ids.isEmpty && ids.allSatisfy(slots.contains)
        revealed.labels = layout.label.map(slots.contains) ?? false
        return revealed
    }

    private var targets: [Event.Target] {
        let layout = self.change.layout
        let row = self.fields.new ?? self.fields.old
        guard layout.sides.isEmpty else {
            return layout.sides.map {
                Event.Target(type: $0.type, id: self.fields.text($0.slots, of: row))
            }
        }
        let key = self.fields.key(row)
        let target = Event.Target(type: layout.type, id: key, label: self.fields.label)
        guard let old = self.fields.old, let oldKey = self.fields.key(old), oldKey != key else {
            return [target]
        }
        // The row goes by another key now: it is found under both.
        return [Event.Target(type: layout.type, id: oldKey, label: target.label), target]
    }
}
