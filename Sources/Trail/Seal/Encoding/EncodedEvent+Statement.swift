extension EncodedEvent {
    /// Appends the event in the JSON form that another Trail's ingest reads, on one line.
    ///
    /// The sections are given as they were encoded, which `v` announces, and id and time are
    /// always stated, so that the event can be given again and stays the same event. Salts stay
    /// here: whoever seals the event draws its own. What this recorder says of its own losses is
    /// given as the claim that it is for another ledger: `source.events_lost`.
    ///
    /// - Parameters:
    ///   - bytes: What is appended to.
    ///   - tenant: Whether the tenant is named.
    package func appendStatement(to bytes: inout [UInt8], namingTenant tenant: Bool) {
        var writer = CanonicalWriter(capacity: self.byteCount)
        let isLoss = LossEvent.isOne(self.header)
        writer.beginObject()
        writer.member("action", isLoss ? LossEvent.claim : self.header.action.name)
        writer.member("id", self.header.id.description)
        writer.member("kind", self.header.kind.rawValue)
        writer.member("occurred_at", self.header.occurredAt.description)
        writer.member("outcome", self.header.outcome.rawValue)
        if tenant { writer.member("tenant", self.header.tenant.name) }
        writer.member("v", 1)
        for name in [SectionName.what, .where, .who] {
            guard let text = self.sections[name]?.text else { continue }
            writer.key(name.rawValue)
            writer.raw(text)
        }
        writer.endObject()
        bytes.append(contentsOf: writer.bytes)
    }
}
