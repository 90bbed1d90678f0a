import Trail

/// A legal hold as a line.
struct HoldLine {
    private let hold: LegalHold

    init(_ hold: LegalHold) {
        self.hold = hold
    }

    /// Prints the line.
    func print(json: Bool) {
        Output.line(json ? JSONLine(self.members).text : self.text)
    }

    private var members: [String: JSON] {
        var members: [String: JSON] = [
            "id": .string(self.hold.id.description),
            "tenant": .string(self.hold.tenant.name),
            "filters": .object(self.hold.filters.mapValues { .string($0) }),
            "reason": .string(self.hold.reason),
            "is_active": .bool(self.hold.release == nil),
            "created_by": .string(self.hold.createdBy),
            "created_at": .string(self.hold.createdAt.description),
        ]
        if let release = self.hold.release {
            members["released_by"] = .string(release.by)
            members["released_at"] = .string(release.at.description)
        }
        return members
    }

    private var text: String {
        let filters = self.hold.filters.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let state = self.hold.release.map { "released \($0.at)" } ?? "in force"
        return "\(self.hold.id)  \(self.hold.tenant)  \(filters.isEmpty ? "everything" : filters)  "
            + "\(state)  \(self.hold.reason)"
    }
}
