internal import Trail

/// Which events a principal may read: its tenant's, or only its own.
///
/// The one place where a question is narrowed to what whoever asks may see. Lists, details,
/// exports and streams all begin with it.
struct ReadAccess: Sendable, Hashable {
    /// Whose events.
    let tenant: TenantID
    /// The verified actor whose events alone may be seen; `nil` for all.
    let ownerID: String?

    /// The access of `principal`.
    ///
    /// - Parameters:
    ///   - principal: Who asks; may read at least its own events.
    ///   - tenant: The tenant that is asked for; the principal's own when absent.
    /// - Throws: ``Problem`` 403 for another tenant, unless a superuser asks.
    init(_ principal: Principal, tenant: TenantID? = nil) throws(Problem) {
        self.tenant = try principal.tenant(asked: tenant)
        self.ownerID = principal.may(.viewAllLogs) ? nil : principal.id
    }

    /// What holds of every event that may be seen.
    var filters: [EventFilter] {
        guard let ownerID else { return [] }
        return [
            EventFilter(.actorID, .equals(ownerID)),
            EventFilter(.actorIsVerified, .flag(true)),
        ]
    }

    /// The question for all events of some kinds that may be seen.
    func query(_ kinds: Set<Event.Kind> = []) -> EventQuery {
        EventQuery(tenant: self.tenant, kinds: kinds, filters: self.filters)
    }

    /// `query`, narrowed to what may be seen.
    func narrow(_ query: EventQuery) -> EventQuery {
        var query = query
        query.tenant = self.tenant
        query.filters += self.filters
        return query
    }
}
