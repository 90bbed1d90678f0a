internal import Trail

/// An append as it can be prepared before the writer is free: what is found from each event's
/// texts, and which events go to which ledger.
struct AppendWork: Sendable {
    /// The events of one tenant, by their places in the request.
    struct Part: Sendable {
        let tenant: TenantID
        var places: [Int]
    }

    let events: [EncodedEvent]
    /// The columns of each event; their time follows when the event is sealed.
    let columns: [EventColumns]
    /// In the order in which the tenants appear.
    let parts: [Part]

    init(_ events: [EncodedEvent]) {
        self.events = events
        self.columns = events.map { event in
            EventColumns(
                header: event.header,
                sections: event.sections,
                recordedAt: event.header.occurredAt
            )
        }
        var parts: [Part] = []
        var partOfTenant: [TenantID: Int] = [:]
        for (place, event) in events.enumerated() {
            let tenant = event.header.tenant
            if let last = parts.last, last.tenant == tenant {
                parts[parts.count - 1].places.append(place)
            } else if let part = partOfTenant[tenant] {
                parts[part].places.append(place)
            } else {
                partOfTenant[tenant] = parts.count
                parts.append(Part(tenant: tenant, places: [place]))
            }
        }
        self.parts = parts
    }
}
