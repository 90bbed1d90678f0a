/// Turns rows of other logs into events.
///
/// An event says what its row says and nothing more: what has no place in an event, or would come
/// back from it otherwise than it was, is kept in `imported_from` of its metadata, beside source,
/// model and primary key of the row. The same row always becomes the same event.
package struct ImportMapper: Sendable {
    /// What a row has become.
    package struct Mapped: Sendable {
        /// The event.
        package let event: EncodedEvent
        /// What the row's old hash says of it; `nil` for rows of a table that has none.
        package let integrity: SeedIntegrity?
    }

    /// The name of the site that the rows are of, so that those of two sites keep apart.
    let source: String
    /// Whose ledger they go to.
    let tenant: TenantID
    /// What times without an offset are in; without it they are refused.
    package var zone: ImportZone?
    /// Masks what must not be sealed.
    let leakGuard: LeakGuard?
    /// What is known of other tables.
    let lookup: any ImportLookup
    /// The sizes that are accepted.
    let limits = EventLimits()

    package init(
        source: String,
        tenant: TenantID,
        zone: ImportZone?,
        leakGuard: LeakGuard?,
        lookup: any ImportLookup
    ) {
        self.source = source
        self.tenant = tenant
        self.zone = zone
        self.leakGuard = leakGuard
        self.lookup = lookup
    }

    /// The event of a row.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - model: Its model, one of a log.
    /// - Returns: The event, and what the row's old hash says.
    /// - Throws: ``EventError`` for a row that can be no event, and what the lookup throws.
    package func map(_ row: ImportRow, _ model: SeedModel) throws -> Mapped {
        let fields = SeedFields(row.fields)
        var time = try self.time(fields, model)
        let integrity = self.integrity(row, model, &time)
        let isTrusted = integrity == nil || integrity == .verified
        var draft = try self.draft(fields, model, isTrusted: isTrusted)
        draft.id = self.id(of: row)
        draft.occurredAt = time.time
        draft.metadata = self.metadata(of: draft, row, model, integrity)
        let masked = self.leakGuard?.masked(draft, within: self.limits) ?? draft
        let event = try Event(masked, tenant: self.tenant, now: time.time, limits: self.limits)
        try event.refuseTrailsOwn()
        return Mapped(event: EncodedEvent(imported: event), integrity: integrity)
    }

    private func time(_ fields: SeedFields, _ model: SeedModel) throws(EventError) -> SeedTime {
        let name = model.timeField
        return try SeedTime(try fields.required(name), zone: self.zone, field: name)
    }

    /// What the old hash says, which also tells the microseconds that a dump has cut off.
    private func integrity(
        _ row: ImportRow,
        _ model: SeedModel,
        _ time: inout SeedTime
    ) -> SeedIntegrity? {
        guard case .event(let kind) = model else { return nil }
        guard case .string(let hex) = row.fields["integrity_hash"], !hex.isEmpty else {
            return .missing
        }
        guard let hash = SeedHash(kind, id: row.keyText, fields: row.fields) else {
            return .unverifiable
        }
        guard let offset = hash.offset(of: hex, at: time) else { return .mismatch }
        time.time.microseconds += offset
        return .verified
    }

    /// The UUID that a row has; made of source, model and key for others.
    private func id(of row: ImportRow) -> EventID {
        if case .string = row.key, let id = EventID(row.keyText) { return id }
        var name = "trail/import/v1\u{0}\(self.source)\u{0}\(row.model)\u{0}\(row.keyText)"
        if row.key == .null {
            let fields = CanonicalJSON(.object(row.fields)).bytes
            name += "\u{0}" + String(decoding: fields, as: UTF8.self)
        }
        return EventID(naming: Array(name.utf8))
    }
}
