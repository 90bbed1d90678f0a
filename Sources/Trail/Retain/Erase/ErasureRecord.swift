/// What a ledger has sealed of an erasure: the truth about it, whatever process was at it when it
/// ended.
///
/// Each record of sections that went has the erasure's id, and so has the event that ends it.
struct ErasureRecord {
    /// Events that lost a section.
    private(set) var count = 0
    /// Events that lost a section, by kind.
    private(set) var kinds: [Event.Kind: Int] = [:]

    /// The action of the event that ends an erasure.
    static let completed = "erasure.completed"

    /// Whether an event ends an erasure, by its header; such events are not accepted from callers.
    static func isEnd(_ header: EventHeader) -> Bool {
        header.kind == .system && header.action.name == self.completed
    }

    /// A clock that was put back may date a record before the order.
    private static let slack: Duration = .seconds(3_600)

    /// Adds up the records of an erasure.
    ///
    /// - Throws: What the store throws.
    init(of erasure: Erasure, in store: any EventStore) async throws {
        try await Self.each(RemovalRecord.sectionsErased, of: erasure, in: store) { facts in
            guard facts["erasure"] == .string(erasure.id.description) else { return }
            if case .integer(let count)? = facts["count"] { self.count += Int(clamping: count) }
            guard case .object(let kinds)? = facts["kinds"] else { return }
            for (name, value) in kinds {
                guard let kind = Event.Kind(rawValue: name), case .integer(let count) = value else {
                    continue
                }
                self.kinds[kind, default: 0] += Int(clamping: count)
            }
        }
    }

    /// Whether the end of an erasure is sealed.
    ///
    /// - Throws: What the store throws.
    static func hasEnded(_ erasure: Erasure, in store: any EventStore) async throws -> Bool {
        var hasEnded = false
        try await self.each(self.completed, of: erasure, in: store) { facts in
            if facts["id"] == .string(erasure.id.description) { hasEnded = true }
        }
        return hasEnded
    }

    /// The event that ends an erasure, and says what was done.
    static func draft(of erasure: Erasure) -> Event.Draft {
        let outcome = erasure.outcome
        var detail = SystemDetail(.info, category: "erasure", eventName: "completed")
        detail.message = "What the log says about somebody or something was erased."
        detail.source = "trail"
        let kinds = outcome.kinds.map { ($0.key.rawValue, JSON.integer(Int64($0.value))) }
        let names = SectionName.allCases.filter(erasure.order.sections.contains)
        detail.facts = CanonicalJSON([
            "id": .string(erasure.id.description),
            "reason": .string(erasure.order.reason),
            "sections": .array(names.map { .string($0.rawValue) }),
            "count": .integer(Int64(outcome.count)),
            "held": .integer(Int64(outcome.held)),
            "kinds": .object(Dictionary(uniqueKeysWithValues: kinds)),
            "beside": .object(outcome.beside.mapValues { .integer(Int64($0)) }),
            "not_reached": .array(outcome.unreached.map { .string($0) }),
        ])
        return Event.Draft(.system(detail), actor: erasure.order.actor)
    }

    /// Hands over the facts of each event of an action that may be of an erasure.
    private static func each(
        _ action: String,
        of erasure: Erasure,
        in store: any EventStore,
        _ body: ([String: JSON]) -> Void
    ) async throws {
        var query = EventQuery(tenant: erasure.order.tenant, kinds: [.system], limit: 200)
        query.filters = [EventFilter(.action, .equals(action))]
        query.from = erasure.createdAt.advanced(by: .zero - Self.slack)
        while true {
            let page = try await store.page(query)
            for event in page.events {
                let what = CanonicalJSON(canonical: event.sections.what?.text ?? [])
                guard case .object(let members) = what.value,
                    case .object(let detail)? = members["detail"],
                    case .object(let facts)? = detail["facts"]
                else { continue }
                body(facts)
            }
            guard let next = page.next else { return }
            query.cursor = next
        }
    }
}
