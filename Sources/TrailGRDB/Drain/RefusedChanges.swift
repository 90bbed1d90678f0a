internal import GRDB
internal import Trail

/// Changes that no ledger takes, kept in the app's database for an operator.
enum RefusedChanges {
    /// A change with the reason and its event, as JSON that can be given to ingest again; no event
    /// where none can be made of it.
    struct Refusal: Sendable {
        let number: Int64
        let reason: String
        let event: [UInt8]
    }

    /// The rows of a change of which no event can be made: their values as SQL writes them.
    private static let addRows = """
        INSERT OR REPLACE INTO trail_refused (id, reason, event)
        SELECT id, :reason, json_object('kind', kind, 'at', at, 'values', json_array(\
        \((0..<Outbox.width).map { "quote(v\($0))" }.joined(separator: ", ")))) FROM trail_change
        WHERE id >= :id AND id < coalesce(
            (SELECT min(id) FROM trail_change WHERE id > :id AND kind & 7 <> 0),
            9223372036854775807
        )
        """

    static func add(_ refusals: [Refusal], _ db: Database) throws {
        for refusal in refusals {
            guard !refusal.event.isEmpty else {
                try db.execute(
                    sql: Self.addRows,
                    arguments: ["id": refusal.number, "reason": refusal.reason]
                )
                continue
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO trail_refused (id, reason, event) VALUES (?, ?, ?)",
                arguments: [
                    refusal.number, refusal.reason, String(decoding: refusal.event, as: UTF8.self),
                ]
            )
        }
    }
}

extension EncodedEvent {
    /// The event as JSON, in the form in which drafts are parsed.
    var draftText: [UInt8] {
        var writer = CanonicalWriter()
        writer.beginObject()
        writer.key("id")
        writer.string(self.header.id.description)
        writer.key("kind")
        writer.string(self.header.kind.rawValue)
        writer.key("occurred_at")
        writer.string(self.header.occurredAt.description)
        writer.key("tenant")
        writer.string(self.header.tenant.name)
        for name in [SectionName.what, .where, .who] {
            guard let text = self.sections[name]?.text else { continue }
            writer.key(name.rawValue)
            writer.raw(text)
        }
        writer.endObject()
        return writer.bytes
    }
}
