import Trail
import TrailGRDB

/// The rule of a tracked table, for people and for programs.
struct TrackedTableText {
    private let rule: TrackedTable

    init(_ rule: TrackedTable) {
        self.rule = rule
    }

    /// One line for people: `player: all columns; masked: email; label: name`.
    var line: String {
        var parts: [String] = []
        switch self.rule.columns {
        case .all: parts.append("all columns")
        case .only(let names): parts.append("columns " + Self.list(names))
        case .allBut(let names): parts.append("all columns but " + Self.list(names))
        }
        let masked = self.rule.redaction.columns
        if !masked.isEmpty { parts.append("masked: " + Self.list(masked)) }
        let revealed = self.rule.redaction.revealed
        if !revealed.isEmpty { parts.append("revealed: " + Self.list(revealed)) }
        if let label = self.rule.label { parts.append("label: \(label)") }
        if let type = self.rule.type { parts.append("type: \(type)") }
        if self.rule.updates == .changedColumns { parts.append("changed columns of updates") }
        if self.rule.skipsUnchanged == false { parts.append("updates that change nothing, too") }
        let sides = self.rule.sides.map { "\($0.type) (\(Self.list($0.columns)))" }
        if !sides.isEmpty { parts.append("links " + sides.joined(separator: " and ")) }
        return "\(self.rule.name): " + parts.joined(separator: "; ")
    }

    /// The same as a line of JSON.
    var json: String {
        var members: [String: JSON] = [
            "table": .string(self.rule.name),
            "type": .string(self.rule.type ?? self.rule.name),
            "redacted": Self.array(self.rule.redaction.columns),
            "revealed": Self.array(self.rule.redaction.revealed),
            "updates": .string(self.rule.updates == .wholeRows ? "whole" : "changed"),
            "skip_unchanged": .bool(self.rule.skipsUnchanged ?? true),
        ]
        switch self.rule.columns {
        case .all: break
        case .only(let names): members["columns"] = Self.array(names)
        case .allBut(let names): members["except"] = Self.array(names)
        }
        members["label"] = self.rule.label.map { .string($0) }
        if !self.rule.sides.isEmpty {
            members["links"] = .array(
                self.rule.sides.map {
                    .object(["type": .string($0.type), "columns": Self.array($0.columns)])
                }
            )
        }
        return JSONLine(members).text
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    private static func array(_ names: [String]) -> JSON {
        .array(names.map { .string($0) })
    }
}
