internal import HTTPTypes
internal import MerkleLog
internal import Trail

/// One event of a body: ready to be recorded, or what is wrong with it.
struct IngestItem: Sendable {
    /// Its place in the body: the index in an array, the number of the line.
    let place: Int
    /// The event, or the problem.
    let content: Result<EncodedEvent, Problem>

    /// An item that `encode` makes, or what goes wrong there.
    init(place: Int, _ encode: () throws -> EncodedEvent) {
        self.place = place
        do {
            self.content = .success(try encode())
        } catch {
            self.content = .failure(Problem(thrown: error))
        }
    }
}

/// What became of one event of a body.
struct IngestResult: Sendable {
    /// What became of it.
    enum Outcome: Sendable {
        /// Recorded by this request.
        case stored(Receipt)
        /// Recorded before, with the same content.
        case repeated(Receipt)
        /// Not recorded.
        case refused(Problem)
    }

    /// Its place in the body.
    let place: Int
    /// What became of it.
    let outcome: Outcome

    /// The status that it would have as a request of its own.
    var status: Int {
        switch self.outcome {
        case .stored(let receipt): if case .accepted = receipt { 202 } else { 201 }
        case .repeated: 200
        case .refused(let problem): problem.kind.status.code
        }
    }
}

extension IngestResult {
    init(place: Int, _ outcome: RecordingOutcome) {
        self.place = place
        switch outcome {
        case .sealed(let receipt): self.outcome = .stored(receipt)
        case .repeated(let receipt): self.outcome = .repeated(receipt)
        case .conflict: self.outcome = .refused(Problem(.conflict, Self.conflict))
        case .refused(let error): self.outcome = .refused(Problem(error))
        }
    }

    /// What a client is told whose id is taken.
    static let conflict = "An event with this id and other content is recorded."

    /// Writes the members that say what became of it: `status`, then the receipt or the problem.
    func write(to output: inout JSONOutput) {
        switch self.outcome {
        case .stored(let receipt), .repeated(let receipt):
            output.member("status", self.status)
            output.key("id")
            receipt.id.write(to: &output)
            guard case .durable(_, let index, let leaf) = receipt else { return }
            output.member("ledger_index", index)
            output.member("integrity_hash", leaf)
        case .refused(let problem): problem.write(to: &output)
        }
    }
}

extension EventID {
    /// Writes the id as text.
    func write(to output: inout JSONOutput) {
        output.string(self.description)
    }
}
