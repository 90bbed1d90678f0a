internal import Trail

/// Reads stated events and makes them ready to be recorded, on behalf of one principal.
struct IngestParser: Sendable {
    /// Encodes what was read.
    let recorder: EventRecorder
    /// Turns events away while the disk is nearly full.
    let disk: DiskGuard?
    /// Who states the events.
    let principal: Principal

    /// The event in a part of `text`, or what is wrong with it.
    func item(place: Int, _ text: [UInt8], in range: Range<Int>) -> IngestItem {
        IngestItem(place: place) { try self.encode(text, in: range) }
    }

    /// The event on a line.
    func item(_ line: LineBatch.Line, of batch: LineBatch) -> IngestItem {
        IngestItem(place: line.number) {
            guard let range = line.range else {
                throw Problem(.tooLarge, "The line is longer than is accepted.")
            }
            return try self.encode(batch.bytes, in: range)
        }
    }

    private func encode(_ text: [UInt8], in range: Range<Int>) throws -> EncodedEvent {
        var draft = try Self.draft(text, in: range)
        let stated = EncodedEvent.Stated(by: draft)
        draft.tenant = try self.principal.tenant(asked: draft.tenant)
        draft.actor = self.asserted(draft.actor)
        try self.disk?.check(draft.detail.kind)
        return try self.recorder.encode(draft, stated: stated)
    }

    private static func draft(
        _ text: [UInt8],
        in range: Range<Int>
    ) throws(EventError) -> Event.Draft {
        var reader = JSONReader(text, in: range)
        let draft = try Event.Draft(reading: &reader)
        guard reader.isAtEnd else { throw EventError("body", .expected("one JSON object")) }
        return draft
    }

    /// An actor that a credential merely states is never verified.
    private func asserted(_ stated: Event.Actor?) -> Event.Actor {
        var actor = stated ?? Event.Actor()
        actor.isVerified = false
        actor.credential = self.principal.credential ?? self.principal.id
        return actor
    }
}
