internal import Trail
internal import TrailSQL

/// What the index is asked for a query.
struct SearchPlan: Sendable, Hashable {
    /// Something of which an event must have one.
    enum Need: Sendable, Hashable {
        /// This term.
        case term(IndexTerm)
        /// A term that begins like this.
        case beginning([UInt8])
        /// One of these kinds.
        case kinds([Int64])
    }

    /// All of them must be met.
    let needs: [Need]
    /// Whether every event that meets them is one of the query's, within its times.
    let isExact: Bool

    /// The plan for a query; `nil` where the index is of no help, or an index of the store finds
    /// what is asked for better.
    init?(_ query: EventQuery) {
        var needs: Set<Need> = []
        for term in query.search?.terms ?? [] {
            for (place, word) in term.words.enumerated() {
                let isOpen = term.isPrefix && place == term.words.count - 1
                needs.insert(Self.need(word, isOpen: isOpen))
            }
        }
        // A field that must be a certain text must have its words: that narrows, too.
        for filter in query.filters {
            guard case .equals(let value) = filter.test, SearchableText.isSearched(filter.field)
            else { continue }
            var words = WordList()
            words.read(value)
            for word in words.all.prefix(Self.mostWords) { needs.insert(.term(IndexTerm(word))) }
        }
        let isServed = query.search == nil && QueryPlan(query).isNarrow
        guard !needs.isEmpty, !isServed else { return nil }
        if !query.kinds.isEmpty { needs.insert(.kinds(query.kinds.map(\.code).sorted())) }
        self.needs = needs.sorted { $0.rank < $1.rank }
        self.isExact =
            query.filters.isEmpty && query.anyOf.isEmpty
            && query.search?.terms.allSatisfy(Self.isWhole) ?? false
    }

    /// The most words of a filter's value that are looked up; the rest would hardly narrow.
    private static let mostWords = 8

    private static func need(_ word: [UInt8], isOpen: Bool) -> Need {
        isOpen && word.count < IndexTerm.length ? .beginning(word) : .term(IndexTerm(word))
    }

    /// Whether the index alone tells who has the term.
    private static func isWhole(_ term: SearchTerms.Term) -> Bool {
        guard term.words.count == 1, let word = term.words.first else { return false }
        // Longer words are cut off in the index, and what is as long may have been.
        return word.count < IndexTerm.length || (word.count == IndexTerm.length && term.isPrefix)
    }
}

extension SearchPlan.Need {
    /// What is looked up first: what is cheap, and likely to end the search.
    fileprivate var rank: Int {
        switch self {
        // A long word is rarer than a short one.
        case .term(let term): 64 - term.bytes.count
        case .beginning(let bytes): 128 - bytes.count
        case .kinds: 256
        }
    }
}
