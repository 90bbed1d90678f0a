/// Whom or what an erasure is about.
public enum ErasureSubject: Sendable, Hashable {
    /// A person or a program: what it did, what was done in its name, and the sign-ins that were
    /// tried under its name. Of any type where `type` is `nil`.
    ///
    /// A mere claim to be that actor counts as well: it names the same person.
    case actor(id: String, type: Event.ActorType?)
    /// The events of a list with these parameters, one at least.
    case filters([String: String])
}

extension ErasureSubject {
    /// Parameters of lists that say which page is shown, or mean something else tomorrow than they
    /// mean today.
    public static var refusedFilters: Set<String> { Self.standing.refused }

    private static let standing = StandingFilters(
        refused: StandingFilters.passing,
        sentence: "An erasure cannot be limited by this."
    )

    /// The events of `tenant` that it covers.
    ///
    /// - Throws: ``ParameterErrors`` with everything that is wrong with the filters.
    public func query(tenant: TenantID) throws(ParameterErrors) -> EventQuery {
        switch self {
        case .actor(let id, let type):
            var query = EventQuery(tenant: tenant)
            query.anyOf = Self.traces(of: id, type)
            return query
        case .filters(let filters):
            guard !filters.isEmpty else {
                throw ParameterErrors([ParameterError("filters", "Name one filter at least.")])
            }
            return try Self.standing.query(filters, tenant: tenant)
        }
    }

    /// Whether `text` says who or what it is, so that it must not stay where nothing is erased.
    public func isNamed(in text: String) -> Bool {
        let words: [String] =
            switch self {
            case .actor(let id, _): [id]
            // A shorter value says nothing: a status, a number.
            case .filters(let filters): filters.values.filter { $0.utf8.count > 3 }
            }
        let text = text.lowercased()
        return words.contains { word in
            // An id such as 7 is not meant wherever there is a 7.
            text.ranges(of: word.lowercased()).contains { range in
                let before = text[..<range.lowerBound].last
                let after = text[range.upperBound...].first
                return [before, after].allSatisfy { $0.map(Self.isApart) ?? true }
            }
        }
    }

    /// Whether a word may end before this character.
    private static func isApart(_ character: Character) -> Bool {
        !character.isLetter && !character.isNumber
    }

    private static func traces(of id: String, _ type: Event.ActorType?) -> [[EventFilter]] {
        func actor(_ path: String...) -> [EventFilter] {
            var filters = [EventFilter(EventField(.who, path: path + ["id"]), .equals(id))]
            if let type {
                filters.append(
                    EventFilter(EventField(.who, path: path + ["type"]), .equals(type.rawValue))
                )
            }
            return filters
        }
        var traces = [actor(), actor("on_behalf_of")]
        if type == nil || type == .user {
            traces.append([EventFilter(.username, .equals(id))])
        }
        return traces
    }
}

// MARK: - While it is under way

extension ErasureSubject {
    /// The subject as it is kept until the erasure is done.
    public var json: JSON {
        switch self {
        case .actor(let id, let type):
            var members: [String: JSON] = ["actor_id": .string(id)]
            if let type { members["actor_type"] = .string(type.rawValue) }
            return .object(members)
        case .filters(let filters):
            return .object(["filters": .object(filters.mapValues { .string($0) })])
        }
    }

    /// Reads ``json``; `nil` for anything else.
    public init?(json: JSON) {
        guard case .object(let members) = json else { return nil }
        if case .string(let id)? = members["actor_id"] {
            var type: Event.ActorType?
            if case .string(let name)? = members["actor_type"] {
                guard let known = Event.ActorType(rawValue: name) else { return nil }
                type = known
            }
            self = .actor(id: id, type: type)
            return
        }
        guard case .object(let values)? = members["filters"] else { return nil }
        let filters = values.compactMapValues { value -> String? in
            if case .string(let text) = value { text } else { nil }
        }
        guard filters.count == values.count else { return nil }
        self = .filters(filters)
    }
}
