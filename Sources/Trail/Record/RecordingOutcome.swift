/// What became of one event that was given to a recorder.
public enum RecordingOutcome: Sendable {
    /// On disk: sealed, or in the spool and to be sealed later, as the receipt says.
    case sealed(Receipt)
    /// Recorded before with the same content; the receipt is the first one.
    case repeated(Receipt)
    /// The id is taken by an event with other content; nothing was stored.
    case conflict
    /// Not stored, and not kept to be tried again.
    case refused(TrailError)

    /// The receipt of an event that is on disk.
    ///
    /// - Throws: ``TrailError`` `idConflict` for a conflict, and why an event was refused.
    public func receipt() throws(TrailError) -> Receipt {
        switch self {
        case .sealed(let receipt), .repeated(let receipt): return receipt
        case .conflict:
            throw TrailError(.idConflict, "an event with this id and other content is recorded")
        case .refused(let error): throw error
        }
    }
}

extension RecordingOutcome {
    init(_ outcome: AppendResult.Outcome) {
        switch outcome {
        case .sealed(let receipt): self = .sealed(receipt)
        case .repeated(let receipt): self = .repeated(receipt)
        case .conflict: self = .conflict
        case .refused(_, let reason): self = .refused(TrailError(.unstorable, reason))
        }
    }
}
