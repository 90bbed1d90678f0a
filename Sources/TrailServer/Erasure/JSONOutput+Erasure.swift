internal import Trail

extension JSONOutput {
    /// An erasure; whom it is about is not said.
    mutating func erasure(_ erasure: Erasure) {
        self.beginObject()
        self.member("id", erasure.id.description)
        self.member("status", erasure.finishedAt == nil ? "under_way" : "finished")
        self.member("tenant_id", erasure.order.tenant.name)
        self.member("reason", erasure.order.reason)
        self.member("ordered_by", erasure.order.actor.id)
        self.member("created_at", erasure.createdAt.description)
        self.member("recorded_before", erasure.order.recordedBefore.description)
        self.member("finished_at", erasure.finishedAt?.description)
        self.members(of: erasure.outcome, erasure.order.sections)
        self.endObject()
    }

    /// What an erasure would come to, and how it is confirmed.
    mutating func preview(
        _ outcome: Erasure.Outcome,
        _ sections: Set<SectionName>,
        _ token: ConfirmationToken
    ) {
        self.beginObject()
        self.member("dry_run", true)
        self.members(of: outcome, sections)
        self.member("confirm", token.text)
        self.member("expires_at", token.expiresAt.description)
        self.endObject()
    }

    private mutating func members(of outcome: Erasure.Outcome, _ sections: Set<SectionName>) {
        self.key("sections")
        self.beginArray()
        for name in SectionName.allCases where sections.contains(name) {
            self.string(name.rawValue)
        }
        self.endArray()
        self.member("count", outcome.count)
        self.member("held", outcome.held)
        self.key("kinds")
        self.beginObject()
        for kind in Event.Kind.allCases {
            if let count = outcome.kinds[kind] { self.member(kind.rawValue, count) }
        }
        self.endObject()
        self.key("beside")
        self.beginObject()
        for (place, count) in outcome.beside.sorted(by: { $0.key < $1.key }) {
            self.member(place, count)
        }
        self.endObject()
        self.key("not_reached")
        self.beginArray()
        for sentence in outcome.unreached {
            self.string(sentence)
        }
        self.endArray()
    }
}
