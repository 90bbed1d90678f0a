/// For how long events of some kinds are kept, and who says so.
public struct RetentionRule: Sendable, Hashable {
    /// Who says so.
    public enum Source: Sendable, Hashable {
        /// A policy.
        case policy(RetentionPolicy)
        /// The configuration, where no policy does.
        case defaultDays
        /// Somebody who asked for this very run.
        case order
    }

    /// The kinds.
    public var kinds: Set<Event.Kind>
    /// The days.
    public var days: Int
    /// Who says so.
    public var source: Source

    /// A rule.
    public init(kinds: Set<Event.Kind>, days: Int, source: Source) {
        self.kinds = kinds
        self.days = days
        self.source = source
    }

    /// The time before which events go.
    public func cutoff(at now: Timestamp) -> Timestamp {
        now.advanced(by: .seconds(-86_400 * self.days))
    }

    /// The policy; `nil` where none says so.
    public var policy: RetentionPolicy? {
        guard case .policy(let policy) = self.source else { return nil }
        return policy
    }

    /// Why events go, for the sealed record.
    var reason: String {
        switch self.source {
        case .policy(let policy): "retention policy \(policy.name): \(self.days) days"
        case .defaultDays: "retention.default-days: \(self.days) days"
        case .order: "cleanup: \(self.days) days"
        }
    }
}
