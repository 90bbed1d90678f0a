/// The event by which a ledger says that something is missing from it.
enum LossEvent {
    /// Whether an event is such a one, by its header.
    static func isOne(_ header: EventHeader) -> Bool {
        header.kind == .system && header.action.name == "recording.events_lost"
    }

    /// The action under which another ledger than the recorder's own is told.
    static let claim = "source.events_lost"

    /// The draft that tells of `loss`.
    static func draft(_ loss: Loss, _ reason: LossReason) -> Event.Draft {
        var detail = SystemDetail(
            .error,
            category: "recording",
            eventName: "events_lost",
            message: reason.sentence
        )
        detail.source = "trail"
        detail.facts = Self.facts(loss, reason)
        return Event.Draft(
            .system(detail),
            actor: Event.Actor(type: .system, id: "trail", isVerified: true)
        )
    }

    private static func facts(_ loss: Loss, _ reason: LossReason) -> CanonicalJSON {
        var facts: [String: JSON] = [
            "from": .string(loss.from.description),
            "reason": .string(reason.rawValue),
            "to": .string(loss.to.description),
        ]
        if reason != .unreadable {
            facts["count"] = .integer(Int64(clamping: loss.count))
        }
        if loss.inDoubt > 0 {
            facts["in_doubt"] = .integer(Int64(clamping: loss.inDoubt))
        }
        return CanonicalJSON(.object(facts))
    }
}

extension LossReason {
    fileprivate var sentence: String {
        switch self {
        case .crashed: "Events were lost when the process ended before it had stored them."
        case .overloaded: "Events were lost because there was no room in the buffer."
        case .invalid: "Events were lost because they were not valid or could not be stored."
        case .closed: "Events were lost because the recorder was shut down."
        case .unreadable:
            "Events may have been lost: what an earlier process left on disk is damaged."
        }
    }
}
