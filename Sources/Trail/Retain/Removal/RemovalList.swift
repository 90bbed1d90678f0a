/// What one removal took: which parts of which events, in ledger order.
///
/// Neighbouring events that lost the same parts are one run, so a list of a pruned month is a few
/// bytes long. A sealed `system` event commits to the SHA-256 of ``bytes``.
public struct RemovalList: Sendable, Hashable {
    /// What an event can lose.
    ///
    /// The raw values are sealed and never change.
    public struct Parts: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt8

        /// The parts in `rawValue`.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The actor and the credential.
        public static let who = Self(rawValue: 1)
        /// The client and the request.
        public static let `where` = Self(rawValue: 2)
        /// Targets, changes, detail and metadata.
        public static let what = Self(rawValue: 4)
        /// The whole row; stands alone.
        public static let row = Self(rawValue: 8)

        /// One section.
        public init(_ section: SectionName) {
            switch section {
            case .who: self = .who
            case .where: self = .where
            case .what: self = .what
            }
        }

        /// Whether these are some sections, or a row and nothing else.
        var isValid: Bool { self == .row || (1...7).contains(self.rawValue) }
    }

    /// Neighbouring events that lost the same parts.
    public struct Run: Sendable, Hashable {
        /// The events.
        public internal(set) var indices: Range<UInt64>
        /// What they lost.
        public let parts: Parts
    }

    /// The runs in ledger order; no two of them could be one.
    public private(set) var runs: [Run] = []

    /// A list of nothing.
    public init() {}

    /// How many events are listed.
    public var count: Int { self.runs.reduce(0) { $0 + $1.indices.count } }

    /// Whether nothing is listed.
    public var isEmpty: Bool { self.runs.isEmpty }

    /// Adds an event.
    ///
    /// Events are added in ledger order, each once, with at least one part; a row stands alone.
    public mutating func append(_ index: UInt64, _ parts: Parts) {
        self.append(index..<index + 1, parts)
    }

    /// Adds neighbouring events, as ``append(_:_:)`` does for each of them.
    public mutating func append(_ indices: Range<UInt64>, _ parts: Parts) {
        precondition(parts.isValid && !indices.isEmpty, "no part or no event to list")
        guard let last = self.runs.last else {
            return self.runs.append(Run(indices: indices, parts: parts))
        }
        let end = last.indices.upperBound
        precondition(indices.lowerBound >= end, "events are listed in ledger order")
        if indices.lowerBound == end, last.parts == parts {
            self.runs[self.runs.count - 1].indices = last.indices.lowerBound..<indices.upperBound
        } else {
            self.runs.append(Run(indices: indices, parts: parts))
        }
    }

    /// What the event at `index` lost; nothing where it is not listed.
    public func parts(at index: UInt64) -> Parts { self.runs.parts(at: index) }
}
