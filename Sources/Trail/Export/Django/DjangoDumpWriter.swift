/// Writes events as objects of a dump that Django's `loaddata` takes and `dumpdata` would have
/// written: each as a row of the seed's model of its kind.
///
/// An imported event is the row that it was, up to the key of its session. Of others goes what the
/// models have fields for; those without a key of their own get one when they are loaded.
struct DjangoDumpWriter: Sendable {
    /// Sessions that have been written lately, the oldest first.
    private var sessions: [String] = []
    private var known: Set<String> = []
    /// How many sessions are remembered; one that comes again later is written again.
    private static let remembered = 10_000

    /// The objects for an event: its own, and before it those it refers to; none for an event
    /// whose section `what` was erased.
    mutating func objects(for event: SealedEvent) -> [[UInt8]] {
        guard let draft = Self.draft(of: event) else { return [] }
        let origin = Self.origin(of: event, draft)
        let label = origin["model"]?.text ?? SeedModel.label(of: event.header.kind)
        var fields = DjangoFields(draft).fields
        if case .object(let kept) = origin["fields"] { fields.merge(kept) { $1 } }
        if case .page = draft.detail {
        } else if !label.hasSuffix(".activitylog") {
            fields["integrity_hash"] = Self.hash(event, fields, origin)
        }
        var objects = self.sessionObjects(draft)
        objects.append(Self.object(label, Self.key(event, label, origin), fields))
        return objects
    }

    private static func object(_ model: String, _ key: JSON, _ fields: [String: JSON]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append("{\"model\": ")
        PythonJSON.append(.string(model), to: &bytes)
        bytes.append(", \"pk\": ")
        PythonJSON.append(key, to: &bytes)
        bytes.append(", \"fields\": ")
        PythonJSON.append(.object(fields), to: &bytes)
        bytes.append("}")
        return bytes
    }

    private static func key(
        _ event: SealedEvent,
        _ label: String,
        _ origin: [String: JSON]
    ) -> JSON {
        if let key = origin["pk"] { return key }
        guard case .event = SeedModel(label: label) else { return .null }
        return .string(event.header.id.description)
    }

    /// The hash that the row had; of an event that was no row, the one that the seed computes.
    private static func hash(
        _ event: SealedEvent,
        _ fields: [String: JSON],
        _ origin: [String: JSON]
    ) -> JSON {
        guard origin.isEmpty else { return origin["hash"] ?? .null }
        let time = try? SeedTime(
            event.header.occurredAt.description,
            zone: nil,
            field: "datetime"
        )
        let id = event.header.id.description
        guard let time, let hash = SeedHash(event.header.kind, id: id, fields: fields) else {
            return .null
        }
        return .string(hash.hex(at: time.text(advancedBy: 0)))
    }
}

extension DjangoDumpWriter {
    /// What was said of a sealed event; `nil` once `what` was erased, or is not to be read.
    private static func draft(of event: SealedEvent) -> Event.Draft? {
        let sections = event.sections
        guard let what = sections.what?.text else { return nil }
        var reader = JSONReader(sealed: what)
        guard var draft = try? Event.Draft(kind: event.header.kind, readingWhat: &reader) else {
            return nil
        }
        if let who = sections.who?.text {
            var reader = JSONReader(sealed: who)
            draft.actor = try? Event.Actor(reading: &reader)
        }
        if let context = sections.where?.text {
            var reader = JSONReader(sealed: context)
            draft.context = (try? Event.Context(reading: &reader)) ?? Event.Context()
        }
        draft.occurredAt = event.header.occurredAt
        return draft
    }

    private static func origin(of event: SealedEvent, _ draft: Event.Draft) -> [String: JSON] {
        guard event.header.isImported, case .object(let members) = draft.metadata?.value,
            case .object(let origin) = members[ImportMapper.originKey]
        else { return [:] }
        return origin
    }

    /// A visit's session must be there before the visit; it is one that has ended.
    private mutating func sessionObjects(_ draft: Event.Draft) -> [[UInt8]] {
        guard case .page = draft.detail, let name = draft.actor?.session else { return [] }
        let key = SeedSession.key(of: name)
        guard self.known.insert(key).inserted else { return [] }
        self.sessions.append(key)
        if self.sessions.count > 2 * Self.remembered {
            self.known.subtract(self.sessions.prefix(Self.remembered))
            self.sessions.removeFirst(Self.remembered)
        }
        let end = JSON.string((draft.occurredAt ?? .now()).description)
        return [
            Self.object(
                "sessions.session",
                .string(key),
                ["session_data": "", "expire_date": end]
            ),
            Self.object(
                "djaffar.sessioninfo",
                .string(key),
                ["user_agent": .string(draft.context.userAgent ?? "")]
            ),
        ]
    }
}
