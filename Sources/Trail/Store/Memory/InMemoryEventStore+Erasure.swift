internal import Synchronization

extension InMemoryEventStore {
    /// Keeps an erasure, in place of what is kept under the same id.
    public func keep(_ erasure: Erasure) { self.erasuresByID[erasure.id] = erasure }

    /// All erasures, the newest first.
    public func erasures() -> [Erasure] {
        self.erasuresByID.values.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
    }

    /// Takes the right to erase, which one at a time has; `nil` while another has it.
    public func leaseErasure() -> (any ErasureLease)? {
        guard self.erasureLease?.isOver != false else { return nil }
        let lease = InMemoryErasureLease()
        self.erasureLease = lease
        return lease
    }

    /// Ends the sessions of whom a demand is about.
    public func erase(_ demand: ErasureDemand) -> [ErasureFinding] {
        guard let name = demand.userName, let user = self.user(named: name),
            user.tenant == demand.tenant
        else { return [] }
        let sessions = self.sessions(ofUser: name)
        if !demand.isDryRun {
            for session in sessions { self.sessionsByHash[session.hash] = nil }
        }
        return [.sessions(sessions.count), .account]
    }

    /// Does nothing: memory has no free room that anybody could read.
    public func overwriteRemains() -> [String] { [] }
}

/// The right to erase from an in-memory store.
final class InMemoryErasureLease: ErasureLease {
    private let hasEnded = Mutex(false)

    /// Whether it has been given back.
    var isOver: Bool { self.hasEnded.withLock(\.self) }

    func end() { self.hasEnded.withLock { $0 = true } }
}
