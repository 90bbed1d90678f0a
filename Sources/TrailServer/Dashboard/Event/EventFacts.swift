internal import Trail

/// The fields of an event, with names that people read and links to what they name.
struct EventFacts: Sendable {
    typealias Fact = EventDetailView.Fact

    private let event: FlatEvent
    private let cells: EventCells
    private let request: PageRequest
    private let tenant: [(String, String)]

    init(
        _ event: FlatEvent,
        _ cells: EventCells,
        _ request: PageRequest,
        _ tenant: [(String, String)]
    ) {
        self.event = event
        self.cells = cells
        self.request = request
        self.tenant = tenant
    }

    /// What stays for ever.
    var header: [Fact] {
        let sealed = self.event.event
        return [
            Fact(factTitle: "Time", cell: .time(sealed.time)),
            Fact(factTitle: "Said to have occurred", cell: .time(sealed.header.occurredAt)),
            Fact(factTitle: "Recorded", cell: .time(sealed.recordedAt)),
            Fact(factTitle: "Id", cell: .code(sealed.header.id.description)),
            Fact(factTitle: "Tenant", cell: .text(sealed.header.tenant.name)),
            Fact(factTitle: "Place in the ledger", cell: .text("\(sealed.index)")),
            Fact(factTitle: "Leaf hash", cell: .code(self.event.text("integrity_hash"))),
        ]
    }

    /// Who did it, and for whom.
    var who: [Fact] {
        let who = self.section(.who)
        let id = who.member("id").plainText
        let isVerified = who.member("verified") == true
        let behind = who.member("on_behalf_of")
        var facts = [
            Fact(
                factTitle: "Actor",
                cell: .text(
                    who.member("name").plainText ?? id ?? who.member("type").plainText,
                    link: isVerified ? id.map { self.cells.address(ofActor: $0) } : nil,
                    more: id == nil
                        ? nil
                        : isVerified
                            ? "verified" : "claimed: nobody has proved that it was this one"
                )
            ),
            Fact(factTitle: "Kind of actor", cell: .text(who.member("type").plainText)),
            Fact(factTitle: "Actor id", cell: .code(id)),
        ]
        if let person = behind.member("name").plainText ?? behind.member("id").plainText {
            let words = [behind.member("type").plainText, behind.member("id").plainText]
            facts.append(
                Fact(
                    factTitle: "On behalf of",
                    cell: .text(
                        person,
                        link: behind.member("id").plainText
                            .map { self.cells.address(ofActor: $0) },
                        more: words.compactMap(\.self).joined(separator: " ")
                    )
                )
            )
        }
        facts.append(Fact(factTitle: "Credential", cell: .code(who.member("credential").plainText)))
        facts.append(self.searched("Session", "session", who.member("session")))
        return Self.present(facts)
    }

    /// Where it came from.
    var `where`: [Fact] {
        let place = self.section(.where)
        var facts = [self.searched("Address", "remote_ip", place.member("ip"))]
        for (title, name) in [
            ("Browser", "browser"), ("Platform", "platform"), ("System", "os"),
            ("User agent", "user_agent"), ("Origin", "origin"), ("Referer", "referer"),
            ("Source", "source"),
        ] {
            facts.append(Fact(factTitle: title, cell: .text(place.member(name).plainText)))
        }
        let geo = place.member("geo")
        let spot = [geo.member("city").plainText, geo.member("country").plainText]
            .compactMap(\.self).joined(separator: ", ")
        facts.append(Fact(factTitle: "Place", cell: .text(spot)))
        facts.append(self.searched("Request", "request_id", place.member("request_id")))
        facts.append(self.searched("Trace", "trace_id", place.member("trace_id")))
        return Self.present(facts)
    }

    /// What was done, and to what.
    var what: [Fact] {
        let what = self.section(.what)
        var facts = what.member("targets").items.map { target in
            let (type, id) = (target.member("type").plainText, target.member("id").plainText)
            let words = [type, id].compactMap(\.self).joined(separator: " ")
            return Fact(
                factTitle: "Object",
                cell: .text(
                    target.member("label").plainText ?? words,
                    link: self.cells.address(ofObject: type, id),
                    more: target.member("label").plainText.flatMap { $0 == words ? nil : words }
                )
            )
        }
        if case .object(let detail) = what.member("detail") {
            for (name, value) in detail.sorted(by: { $0.key < $1.key })
            where !["before", "after"].contains(name) {
                // What is sealed as a number has a name in lists.
                let display = self.event.text(name + "_display").map { TableView.Cell.text($0) }
                let cell = display ?? Self.cell(name, name == "facts" ? value.untagged : value)
                facts.append(Fact(factTitle: Self.title(name), cell: cell))
            }
        }
        if case .object(let metadata) = what.member("metadata") {
            for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
                let text = value.untagged.plainText
                facts.append(Fact(factTitle: "Metadata: \(name)", cell: .code(text)))
            }
        }
        return Self.present(facts)
    }

    private func section(_ name: SectionName) -> JSON { self.event.section(name) ?? .null }

    /// A value that leads to all events that have it.
    private func searched(_ title: String, _ name: String, _ value: JSON) -> Fact {
        let text = value.plainText
        let link = text.map { self.request.link("events", [(name, $0)] + self.tenant) }
        return Fact(factTitle: title, cell: .code(text, link: link))
    }

    private static func cell(_ name: String, _ value: JSON) -> TableView.Cell {
        guard case .integer(let number) = value else {
            return name == "traceback" || value.plainText?.hasPrefix("{") == true
                ? .code(value.plainText) : .text(value.plainText)
        }
        return switch name {
        case "duration_us": .text(NumberText.duration(microseconds: number))
        case "request_size", "response_size": .text(NumberText.size(bytes: number))
        default: .text("\(number)")
        }
    }

    private static func title(_ name: String) -> String {
        if name == "duration_us" { return "Duration" }
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func present(_ facts: [Fact]) -> [Fact] { facts.filter { $0.cell.text != "–" } }
}
