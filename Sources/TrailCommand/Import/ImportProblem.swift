import Trail

/// Something about a row that whoever imports it has to know.
struct ImportProblem: Sendable {
    /// What sort it is.
    enum Kind: String, Sendable {
        /// The row's old hash is that of another row.
        case mismatch
        /// The row has an old hash, and lacks what it is taken over.
        case unverifiable
        /// The row can be no event.
        case unmapped
        /// Another event has the row's id.
        case conflict
    }

    /// What sort it is.
    var kind: Kind
    /// Where the row stands.
    var place: String
    /// The row's model; `nil` where it cannot be read.
    var model: String?
    /// The row's key.
    var key: String?
    /// What the matter is.
    var reason: String

    /// The problem as a line of JSON.
    var json: String {
        var members = ["problem": self.kind.rawValue, "place": self.place, "reason": self.reason]
        members["model"] = self.model
        members["pk"] = self.key
        return JSONLine(members).text
    }

    /// The problem as a line for people.
    var line: String {
        let row = [self.model, self.key].compactMap { $0 }.joined(separator: " ")
        let subject = row.isEmpty ? self.place : "\(row) (\(self.place))"
        return "\(self.kind.rawValue): \(subject): \(self.reason)"
    }
}
