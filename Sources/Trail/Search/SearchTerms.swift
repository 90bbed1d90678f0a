/// Words and phrases that an event must have, all of them: what `search=` asks for.
///
/// A term is a word, several words that stand next to each other in one value, or the beginning of
/// a word. Letters are compared without case and without diacritics.
public struct SearchTerms: Sendable, Hashable {
    /// Words that stand next to each other; in nearly all cases one.
    package struct Term: Sendable, Hashable {
        /// The words, folded, in order; never empty.
        package let words: [[UInt8]]
        /// Whether the last word is only the beginning of one.
        package let isPrefix: Bool
    }

    /// The terms, each once.
    package let terms: [Term]

    init(_ terms: [Term]) {
        self.terms = terms
    }
}

/// Why a text says nothing that can be searched for.
public enum SearchTermsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A term has no letter and no digit.
    case noWord
    /// A quotation mark is not closed.
    case unclosedQuote
    /// An asterisk does not stand at the end of a term.
    case misplacedAsterisk
    /// There are more terms, or more words in them, than one search may have.
    case tooMany

    /// A sentence for whoever sent it.
    public var description: String {
        switch self {
        case .noWord: "Each term needs a letter or a digit."
        case .unclosedQuote: "A quotation mark is not closed."
        case .misplacedAsterisk: "A * may stand only at the end of a word or of a quoted phrase."
        case .tooMany:
            "At most \(SearchTerms.maximumTerms) terms of \(SearchTerms.maximumWords) words "
                + "together are accepted."
        }
    }
}
