/// What a ``FiguresRequest`` is answered with.
public struct Figures: Sendable, Hashable {
    /// One step of a series.
    public struct Step: Sendable, Hashable {
        /// When it begins, in UTC; the first step may begin before the events that were asked for.
        public var start: Timestamp
        /// What happened until the next step.
        public var counts: FigureCounts

        /// A step.
        public init(start: Timestamp, counts: FigureCounts) {
            self.start = start
            self.counts = counts
        }
    }

    /// A list, the entry with the most first.
    public struct Ranking<Entry: Sendable & Hashable>: Sendable, Hashable {
        /// The entries.
        public var entries: [Entry]
        /// Whether another entry may belong here, or counts may be too low.
        public var isEstimate: Bool

        /// A list; empty if nothing is given.
        public init(entries: [Entry] = [], isEstimate: Bool = false) {
            self.entries = entries
            self.isEstimate = isEstimate
        }
    }

    /// A value that events have in common.
    public struct Ranked: Sendable, Hashable {
        /// The value: an actor's id, a path, an address.
        public var value: String
        /// The name of the actor, as the newest of the events has it; `nil` where it has none, and
        /// for what has no names.
        public var name: String?
        /// How many events have the value.
        public var count: Int64

        /// A value with its count.
        public init(value: String, name: String? = nil, count: Int64) {
            self.value = value
            self.name = name
            self.count = count
        }
    }

    /// An endpoint that answered with errors.
    public struct Endpoint: Sendable, Hashable {
        /// The route's pattern, or the path where no route is known.
        public var path: String
        /// How many requests there were.
        public var total: Int64
        /// How many of them were answered with each status of 400 and above.
        public var errors: [Int: Int64]

        /// An endpoint.
        public init(path: String, total: Int64, errors: [Int: Int64]) {
            self.path = path
            self.total = total
            self.errors = errors
        }
    }

    /// Counts of all events that were asked for.
    public var counts = FigureCounts()
    /// Whether ``counts`` and ``steps`` cover the newest events only.
    public var isPartial = false
    /// The steps in which something happened, the earliest first.
    public var steps: [Step] = []
    /// The verified actors with the most events.
    public var users = Ranking<Ranked>()
    /// The paths that were requested most.
    public var urls = Ranking<Ranked>()
    /// The pages that were visited most.
    public var pages = Ranking<Ranked>()
    /// The addresses with the most failed logins.
    public var failures = Ranking<Ranked>()
    /// The endpoints with the most errors.
    public var endpoints = Ranking<Endpoint>()
    /// How many client addresses there are.
    public var addresses = EventCount(0)

    /// No events at all.
    public init() {}
}

extension Figures.Endpoint {
    /// How many requests were answered with a status from `statuses`.
    public func errors(in statuses: ClosedRange<Int>) -> Int64 {
        self.errors.reduce(0) { $0 + (statuses.contains($1.key) ? $1.value : 0) }
    }

    /// The error that was answered most, of several the lowest; `nil` where there was none.
    public var mostFrequentError: (status: Int, count: Int64)? {
        self.errors.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
            .map { (status: $0.key, count: $0.value) }
    }
}
