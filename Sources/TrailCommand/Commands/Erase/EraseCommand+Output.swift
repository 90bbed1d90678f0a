import Trail

extension EraseCommand {
    /// Prints what would go, or went.
    func show(_ outcome: Erasure.Outcome, isDone: Bool, _ id: EventID? = nil) {
        guard !self.json else {
            var members: [String: JSON] = [
                "dry_run": .bool(!isDone),
                "count": .integer(Int64(outcome.count)),
                "held": .integer(Int64(outcome.held)),
                "kinds": .object(
                    Dictionary(
                        uniqueKeysWithValues: outcome.kinds.map {
                            ($0.key.rawValue, .integer(Int64($0.value)))
                        }
                    )
                ),
                "beside": .object(outcome.beside.mapValues { .integer(Int64($0)) }),
                "not_reached": .array(outcome.unreached.map { .string($0) }),
            ]
            if let id { members["id"] = .string(id.description) }
            return Output.line(JSONLine(members).text)
        }
        Output.line("\(outcome.count) events \(isDone ? "were erased" : "would be erased")")
        for (kind, count) in outcome.kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            Output.line("  \(kind.rawValue): \(count)")
        }
        for (place, count) in outcome.beside.sorted(by: { $0.key < $1.key }) {
            Output.line("  \(place), beside the ledger: \(count)")
        }
        if outcome.held > 0 { Output.line("\(outcome.held) are under a legal hold and stay") }
        for sentence in outcome.unreached { Output.line("not reached: \(sentence)") }
    }
}
