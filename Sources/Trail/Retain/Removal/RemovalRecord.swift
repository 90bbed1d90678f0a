/// The sealed `system` event by which a removal is itself part of the record.
///
/// What is missing from a ledger without such a record is tampering.
public enum RemovalRecord {
    /// The action of a record that rows were removed.
    public static let rowsRemoved = "retention.rows_removed"
    /// The action of a record that sections were erased.
    public static let sectionsErased = "erasure.sections_erased"
    /// The action of a record that pruned events were brought back; its list has the sections that
    /// had been erased from the archive, and so are missing from what came back.
    public static let rowsRestored = "retention.restored"

    /// The record of a removal: who ordered it and why, what it covers, and the SHA-256 of the
    /// list of what goes.
    public static func draft(
        for selection: RemovalSelection,
        _ copy: ArchiveReceipt? = nil
    ) -> Event.Draft {
        var detail: SystemDetail
        switch selection.request.extent {
        case .rows:
            detail = SystemDetail(.info, category: "retention", eventName: "rows_removed")
        case .sections:
            detail = SystemDetail(.info, category: "erasure", eventName: "sections_erased")
        }
        detail.facts = self.facts(of: selection, copy)
        return Event.Draft(.system(detail), actor: selection.request.actor)
    }

    /// The record of a removal, ready to be sealed.
    ///
    /// - Throws: ``EventError`` if the request's actor or reason is beyond the limits.
    public static func encoded(
        for selection: RemovalSelection,
        _ copy: ArchiveReceipt? = nil,
        now: Timestamp
    ) throws(EventError) -> EncodedEvent {
        let draft = self.draft(for: selection, copy)
        let event = try Event(draft, tenant: selection.request.tenant, now: now)
        return EncodedEvent(event, stated: [])
    }

    /// Whether an event is such a record, by its header.
    ///
    /// A record's row and its `what` section are never removed: they are the proof of what is
    /// gone. For the same reason such events are not accepted from callers.
    public static func isRecord(_ header: EventHeader) -> Bool {
        guard header.kind == .system else { return false }
        let action = header.action.name
        return action == self.rowsRemoved || action == self.sectionsErased
            || action == self.rowsRestored
    }

    /// Whether an event is the record of a removal that took what `list` says: rows or sections.
    ///
    /// That events were brought back is recorded in the same way, with the sections that they lack.
    package static func isRecord(_ header: EventHeader, of list: RemovalList) -> Bool {
        guard self.isRecord(header) else { return false }
        let tookRows = header.action.name == self.rowsRemoved
        return list.runs.allSatisfy { ($0.parts == .row) == tookRows }
    }
}

extension RemovalRequest.Extent {
    /// `row`, or the sections by name, in the order in which they stand in an event.
    var names: [String] {
        switch self {
        case .rows: ["row"]
        case .sections(let names): SectionName.allCases.filter(names.contains).map(\.rawValue)
        }
    }

    /// What an event with these sections loses by the removal.
    ///
    /// Nothing where nothing of it is left to remove, or nothing of it may be. A store lists what
    /// this says, and removes it.
    public func parts(of header: EventHeader, _ sections: Sections) -> RemovalList.Parts {
        switch self {
        case .rows:
            return RemovalRecord.isRecord(header) ? [] : .row
        case .sections(let names):
            var parts: RemovalList.Parts = []
            for name in names where sections[name]?.text != nil {
                parts.insert(RemovalList.Parts(name))
            }
            if RemovalRecord.isRecord(header) { parts.remove(.what) }
            return parts
        }
    }
}
