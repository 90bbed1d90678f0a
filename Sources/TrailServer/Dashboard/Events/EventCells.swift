internal import Trail

/// Makes the cells of events, with links to what they name.
struct EventCells: Sendable {
    private let request: PageRequest
    /// The tenant, where it is not the reader's own.
    private let tenant: [(String, String)]

    init(_ request: PageRequest, tenant: [(String, String)]) {
        self.request = request
        self.tenant = tenant
    }

    /// When it was; leads to the event.
    func time(_ event: FlatEvent) -> TableView.Cell {
        .time(event.event.time, link: self.address(of: event.event.header.id))
    }

    /// The address of an event's page.
    func address(of id: EventID) -> String {
        self.request.link("events/\(id)", self.tenant)
    }

    /// What kind of event it is; leads to the list of the kind.
    func kind(_ event: FlatEvent) -> TableView.Cell {
        let kind = event.event.header.kind
        return .badge(Badge(kind), link: self.request.link("\(kind.rawValue)-events", self.tenant))
    }

    /// What was attempted.
    func action(_ event: FlatEvent) -> TableView.Cell {
        .code(event.event.header.action.name)
    }

    /// How it ended.
    func outcome(_ event: FlatEvent) -> TableView.Cell { .badge(Badge(event.event.header.outcome)) }

    /// Who did it, and for whom; leads to what they did.
    func actor(_ event: FlatEvent) -> TableView.Cell {
        if event.erased.contains(.who) { return .text(nil, more: "erased") }
        let actor = event["actor"]
        let id = actor.member("id").plainText
        let name = actor.member("name").plainText ?? id ?? actor.member("type").plainText
        let isVerified = actor.member("verified") == true
        var remarks = isVerified || id == nil ? [] : ["claimed"]
        let behind = actor.member("on_behalf_of")
        if let person = behind.member("name").plainText ?? behind.member("id").plainText {
            remarks.append("for \(person)")
        }
        return .text(
            name,
            link: isVerified ? id.map { self.address(ofActor: $0) } : nil,
            more: remarks.isEmpty ? nil : remarks.joined(separator: ", ")
        )
    }

    /// The address of an actor's history.
    func address(ofActor id: String) -> String {
        self.request.link("actor", [("id", id)] + self.tenant)
    }

    /// What it was done to; leads to the object's history.
    func object(_ event: FlatEvent) -> TableView.Cell {
        if event.erased.contains(.what) { return .text(nil, more: "erased") }
        guard let target = event["targets"].items.first else { return .text(nil) }
        let type = target.member("type").plainText
        let id = target.member("id").plainText
        let label = target.member("label").plainText
        let words = [type, id].compactMap(\.self).joined(separator: " ")
        return .text(
            label ?? words,
            link: self.address(ofObject: type, id),
            more: label == nil || label == words ? nil : words
        )
    }

    /// The address of an object's history; `nil` where it has no id.
    func address(ofObject type: String?, _ id: String?) -> String? {
        guard let type, let id else { return nil }
        return self.request.link("object", [("type", type), ("id", id)] + self.tenant)
    }

    /// Where it came from.
    func ip(_ event: FlatEvent) -> TableView.Cell {
        if event.erased.contains(.where) { return .text(nil, more: "erased") }
        return .code(event.text("remote_ip") ?? event.text("ip_address"))
    }

    /// Whether the row is what was sealed; leads to the proof.
    func integrity(_ event: FlatEvent) -> TableView.Cell {
        let link = self.address(of: event.event.header.id) + "#proof"
        if event.integrity == .tampered {
            return .badge(Badge("tampered", .bad, icon: "cross"), link: link)
        }
        guard event.erased.isEmpty else {
            return .badge(Badge("erased", .plain, icon: "erased"), link: link)
        }
        return .badge(Badge("intact", .good, icon: "check"), link: link)
    }
}
