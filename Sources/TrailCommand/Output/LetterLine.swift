import Trail

/// A dead letter as a line: what it is and why it was refused, and nothing of what it says.
struct LetterLine {
    private let letter: DeadLetter
    private let outcome: LetterRetry.Outcome?
    private let isDiscarded: Bool

    /// A letter, and what became of it where it was tried again or discarded.
    init(_ letter: DeadLetter, _ outcome: LetterRetry.Outcome? = nil, isDiscarded: Bool = false) {
        self.letter = letter
        self.outcome = outcome
        self.isDiscarded = isDiscarded
    }

    /// Prints the line.
    func print(json: Bool) {
        Output.line(json ? JSONLine(self.members).text : self.text)
    }

    /// What it is.
    static func facts(_ letter: DeadLetter) -> [String: JSON] {
        let header = letter.event.header
        return [
            "id": .string(header.id.description),
            "kind": .string(header.kind.rawValue),
            "action": .string(header.action.name),
            "reason": .string(letter.reason.name),
            "message": .string(letter.message),
            "put_aside_at": .string(letter.time.description),
        ]
    }

    private var members: [String: JSON] {
        var members = Self.facts(self.letter)
        members["tenant"] = .string(self.letter.event.header.tenant.name)
        switch self.outcome {
        case nil where self.isDiscarded: members["result"] = "discarded"
        case nil: break
        case .sealed(let receipt):
            members["result"] = "sealed"
            members["ledger_index"] = Self.index(receipt).map { .integer(Int64(clamping: $0)) }
        case .repeated(let receipt):
            members["result"] = "repeated"
            members["ledger_index"] = Self.index(receipt).map { .integer(Int64(clamping: $0)) }
        case .kept(let sentence):
            members["result"] = "kept"
            members["sentence"] = .string(sentence)
        }
        return members
    }

    private var text: String {
        let header = self.letter.event.header
        let what = "\(header.id)  \(header.tenant)  \(header.kind.rawValue)  \(header.action.name)"
        switch self.outcome {
        case nil where self.isDiscarded: return "\(what)  discarded"
        case nil:
            let letter = self.letter
            return "\(what)  \(letter.time)  \(letter.reason.name): \(letter.message)"
        case .sealed(let receipt): return "\(what)  sealed\(Self.place(receipt))"
        case .repeated(let receipt): return "\(what)  known already\(Self.place(receipt))"
        case .kept(let sentence): return "\(what)  kept: \(sentence)"
        }
    }

    private static func index(_ receipt: Receipt) -> UInt64? {
        guard case .durable(_, let index, _) = receipt else { return nil }
        return index
    }

    private static func place(_ receipt: Receipt) -> String {
        Self.index(receipt).map { " at \($0)" } ?? ""
    }
}
