package import Trail

/// The index that leads to the events of a query, and where in it to look.
///
/// Each value is one narrow scan, called an arm; arms of one driver never meet the same event.
package enum QueryDriver: Sendable, Hashable {
    /// Events of these kinds, each by time.
    case kinds([Event.Kind])
    /// Events of these kinds that went wrong.
    case problems([Event.Kind])
    /// Exchanges that took at least ``slowThreshold``.
    case slow
    /// Events of these actors.
    case actor([String])
    /// Events from these addresses.
    case ip([String])
    /// Events on these primary targets.
    case target([String])
    /// Logins under these names.
    case username([String])

    /// From how many microseconds on an exchange is in the index of slow ones.
    package static let slowThreshold: Int64 = 1_000_000
    /// The most values that become arms; with more of them a filter is evaluated row by row.
    package static let maximumArms = 8

    /// The arms of the driver.
    package var armCount: Int {
        switch self {
        case .kinds(let kinds), .problems(let kinds): kinds.count
        case .slow: 1
        case .actor(let values), .ip(let values), .target(let values), .username(let values):
            values.count
        }
    }
}

extension QueryDriver {
    /// The driver that a filter allows, with how well it narrows and whether it says all that the
    /// filter says; `nil` where no index serves the filter.
    static func offered(
        by filter: EventFilter,
        kinds: [Event.Kind]
    ) -> (driver: QueryDriver, rank: Int, isExact: Bool)? {
        if let values = self.values(of: filter.test) {
            switch filter.field {
            case .username: return (.username(values), 7, true)
            case .targetID: return (.target(values), 6, true)
            case .actorID: return (.actor(values), 5, true)
            case .ip: return (.ip(values), 4, true)
            default: break
            }
        }
        switch (filter.field, filter.test) {
        case (.duration, .numberBetween(let least, let most)) where least >= self.slowThreshold:
            return (.slow, 3, least == self.slowThreshold && most == .max)
        case (.status, .numberIn(let numbers)) where numbers.allSatisfy { $0 >= 400 }:
            return (.problems(kinds), 2, false)
        case (.status, .numberBetween(let least, _)) where least >= 400:
            return (.problems(kinds), 2, false)
        case (.outcome, .equals(let name)) where self.isProblem(name):
            return (.problems(kinds), 2, false)
        case (.outcome, .oneOf(let names)) where names.allSatisfy(self.isProblem):
            return (.problems(kinds), 2, false)
        default:
            return nil
        }
    }

    /// The values that a test for equality names, each once; `nil` for other tests, for no value
    /// and for too many.
    private static func values(of test: EventFilter.Test) -> [String]? {
        switch test {
        case .equals(let value):
            return [value]
        case .oneOf(let values):
            let distinct = Set(values.map { Array($0.utf8) })
            guard (1...self.maximumArms).contains(distinct.count) else { return nil }
            // By bytes, as the database compares: text that is merely canonically equivalent is
            // another value.
            return distinct.sorted { $0.lexicographicallyPrecedes($1) }
                .map { String(decoding: $0, as: UTF8.self) }
        default:
            return nil
        }
    }

    private static func isProblem(_ outcome: String) -> Bool {
        outcome == Event.Outcome.denied.rawValue || outcome == Event.Outcome.failure.rawValue
    }
}
