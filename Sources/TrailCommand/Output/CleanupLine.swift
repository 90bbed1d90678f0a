import Trail

/// What retention did by one rule in one tenant's ledger, as a line.
struct CleanupLine {
    private let part: RetentionReport.Part
    private let tenant: TenantID
    private let isDryRun: Bool

    init(_ part: RetentionReport.Part, of tenant: TenantID, _ order: RetentionOrder) {
        self.part = part
        self.tenant = tenant
        self.isDryRun = order.isDryRun
    }

    /// Prints the line.
    func print(json: Bool) {
        Output.line(json ? JSONLine(self.members).text : self.text)
    }

    private var members: [String: JSON] {
        var members: [String: JSON] = [
            "tenant": .string(self.tenant.name),
            "days": .integer(Int64(self.part.rule.days)),
            "cutoff": .string(self.part.cutoff.description),
            "dry_run": .bool(self.isDryRun),
            "deleted": .integer(Int64(self.isDryRun ? 0 : self.part.count)),
            "held": .integer(Int64(self.part.held)),
            "kinds": .object(
                Dictionary(
                    uniqueKeysWithValues: self.part.kinds.map { kind, count in
                        (kind.rawValue, .integer(Int64(count)))
                    }
                )
            ),
        ]
        if self.isDryRun { members["would_delete"] = .integer(Int64(self.part.count)) }
        if let policy = self.part.rule.policy { members["policy"] = .string(policy.name) }
        return members
    }

    private var text: String {
        let kinds = self.part.kinds.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
        var text = "\(self.tenant): \(self.isDryRun ? "would remove" : "removed") "
        text += "\(self.part.count) older than \(self.part.rule.days) days"
        if let policy = self.part.rule.policy { text += " (policy \(policy.name))" }
        if !kinds.isEmpty { text += ": \(kinds)" }
        if self.part.held > 0 { text += "; \(self.part.held) are under a legal hold" }
        return text
    }
}
