import Trail
import TrailServer

extension EraseCommand {
    /// Whom or what it is about.
    func subject() throws(CommandFailure) -> ErasureSubject {
        guard self.actor == nil || self.filter.isEmpty else {
            throw CommandFailure("--actor and --filter exclude each other")
        }
        if let id = self.actor {
            guard !id.isEmpty else { throw CommandFailure("--actor: an id is expected") }
            guard let name = self.actorType else { return .actor(id: id, type: nil) }
            guard let type = Event.ActorType(rawValue: name) else {
                let all = Event.ActorType.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure("--actor-type: one of \(all) is expected, not '\(name)'")
            }
            return .actor(id: id, type: type)
        }
        guard self.actorType == nil else {
            throw CommandFailure("--actor-type needs --actor")
        }
        guard !self.filter.isEmpty else {
            throw CommandFailure("say whom or what: --actor ID, or --filter name=value")
        }
        var filters: [String: String] = [:]
        for text in self.filter {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw CommandFailure("--filter: name=value is expected, not '\(text)'")
            }
            guard filters.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                throw CommandFailure("--filter: \(parts[0]) is given twice")
            }
        }
        return .filters(filters)
    }

    /// Refuses filters that no list has.
    func check(_ subject: ErasureSubject, _ tenant: TenantID) throws(CommandFailure) {
        do throws(ParameterErrors) {
            _ = try subject.query(tenant: tenant)
        } catch {
            let reasons = error.errors.map { "\($0.parameter): \($0.message)" }
            throw CommandFailure("--filter " + reasons.joined(separator: " "))
        }
    }

    /// What is wanted of it.
    func order(_ tenant: TenantID) throws(CommandFailure) -> Erasure.Order {
        var order = Erasure.Order(
            tenant: tenant,
            reason: self.reason,
            actor: ShellAct.principal("erase").actor,
            recordedBefore: .now()
        )
        order.skipsHeld = self.skipHeld
        guard !self.section.isEmpty else { return order }
        order.sections = []
        for name in self.section {
            guard let section = SectionName(rawValue: name) else {
                throw CommandFailure("--section: who, where or what is expected, not '\(name)'")
            }
            order.sections.insert(section)
        }
        return order
    }
}
