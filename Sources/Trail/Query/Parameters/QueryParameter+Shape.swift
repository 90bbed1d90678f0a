extension QueryParameter {
    /// The values that a parameter takes, for whoever describes it.
    package enum Shape: Sendable, Hashable {
        case text
        /// A date or a date-time.
        case time
        /// Hours, decimals allowed.
        case hours
        case flag, cursor, tenant
        /// A whole number within the range.
        case number(ClosedRange<Int64>)
        /// One of these.
        case choice([String])
        /// Several of these, separated by commas.
        case choices([String])
        /// Several whole numbers, separated by commas.
        case numbers(ClosedRange<Int64>)
        /// Several texts, separated by commas.
        case texts
    }

    /// The values that it takes on the list of `kind`; `nil` stands for the timeline of all kinds.
    package func shape(on kind: Event.Kind?) -> Shape {
        switch self.meaning {
        case .filter(_, let form): form.shape
        case .actor, .address, .search: .text
        case .kinds: .choices(Event.Kind.allCases.map(\.rawValue))
        case .from, .to: .time
        case .lastHours: .hours
        case .ordering: .choice(Ordering.names(on: kind).flatMap { [$0, "-" + $0] })
        case .pageSize: .number(Self.pageSizes)
        case .page: .number(Self.pages)
        case .cursor: .cursor
        case .tenant: .tenant
        }
    }

    /// How many events a page may have.
    static let pageSizes: ClosedRange<Int64> = 1...1_000
    /// The numbers of pages.
    static let pages: ClosedRange<Int64> = 1...Int64(Int32.max)
    /// The most hours of `last_hours`: a century.
    package static let mostHours = 876_600
    /// The most bytes of a value.
    package static let mostBytes = 4_096
    /// The most values of a list of them.
    package static let mostValues = ValueForm.maximumCount
}

extension ValueForm {
    fileprivate var shape: QueryParameter.Shape {
        switch self {
        case .text, .part, .method: .text
        case .texts, .methods: .texts
        case .number(let range), .atLeast(let range), .atMost(let range): .number(range)
        case .numbers(let range): .numbers(range)
        case .flag: .flag
        case .choice(let choices): .choice(choices.spellings)
        case .choices(let choices): .choices(choices.spellings)
        }
    }
}
