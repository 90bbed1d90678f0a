import Trail

/// A row change as a ledger has it, for comparing.
struct RecordedChange: CustomStringConvertible {
    let id: EventID
    let occurredAt: Timestamp
    let tenant: TenantID
    let action: String
    let actor: Event.Actor?
    let context: Event.Context?
    let detail: CRUDDetail
    let targets: [Event.Target]
    let changes: [Event.Change]
    let metadata: CanonicalJSON?

    init(_ event: SealedEvent) throws {
        self.id = event.header.id
        self.occurredAt = event.header.occurredAt
        self.tenant = event.header.tenant
        self.action = event.header.action.name
        self.actor = try event.sections.who?.text.map {
            var reader = JSONReader(sealed: $0)
            return try Event.Actor(reading: &reader)
        }
        self.context = try event.sections.where?.text.map {
            var reader = JSONReader(sealed: $0)
            return try Event.Context(reading: &reader)
        }
        var reader = JSONReader(sealed: event.sections.what?.text ?? [])
        let draft = try Event.Draft(kind: .crud, readingWhat: &reader)
        guard case .crud(let detail) = draft.detail else { throw TrailError(.notFound, "no crud") }
        self.detail = detail
        self.targets = draft.targets
        self.changes = draft.changes
        self.metadata = draft.metadata
    }

    /// `update player/1 (Ann) name "a" → "b", score 1 → 2`.
    var description: String {
        let targets = self.targets.map { target in
            target.type + "/" + (target.id ?? "?") + (target.label.map { " (\($0))" } ?? "")
        }
        let what: [String] =
            switch self.detail.type {
            case .update:
                [
                    self.changes.map { "\($0.field) \(Self.text($0.old)) → \(Self.text($0.new))" }
                        .joined(separator: ", ")
                ]
            default: [Self.text(self.detail.after ?? self.detail.before)]
            }
        return (["\(self.detail.type)"] + targets + what).joined(separator: " ")
    }

    static func text(_ json: CanonicalJSON?) -> String {
        json.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "–"
    }

    /// The row before.
    var before: JSON? { self.detail.before?.value }
    /// The row after.
    var after: JSON? { self.detail.after?.value }
}
