extension SearchTerms {
    /// The most terms of one search.
    package static let maximumTerms = 16
    /// The most words of all its terms.
    package static let maximumWords = 64

    /// Reads what somebody typed: terms between white space or commas.
    ///
    /// `invoice` is a word, `"paid in full"` a phrase, `inv*` and `"paid in f"*` begin a word.
    /// Whatever else is neither letter nor digit only separates words, and words that are written
    /// together are a phrase: `/orders/42`, `zoe@example.com`. An address, a decimal number and a
    /// UUID are one word each.
    ///
    /// - Throws: ``SearchTermsError`` where nothing, or not what was meant, would be searched for.
    public init(_ text: String) throws(SearchTermsError) {
        var terms: [Term] = []
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            if Self.isSeparator(first) {
                rest.removeFirst()
                continue
            }
            let term = try Self.isQuote(first) ? Self.phrase(&rest) : Self.bare(&rest)
            if !terms.contains(term) { terms.append(term) }
        }
        guard !terms.isEmpty else { throw .noWord }
        let words = terms.reduce(0) { $0 + $1.words.count }
        guard terms.count <= Self.maximumTerms, words <= Self.maximumWords else { throw .tooMany }
        self.init(terms)
    }

    /// A phrase between quotation marks, and the asterisk behind it.
    private static func phrase(
        _ rest: inout Substring.UnicodeScalarView
    ) throws(SearchTermsError) -> Term {
        rest.removeFirst()
        guard let end = rest.firstIndex(where: Self.isQuote) else { throw .unclosedQuote }
        let text = String(rest[..<end])
        rest = rest[rest.index(after: end)...]
        let isPrefix = rest.first == "*"
        if isPrefix { rest.removeFirst() }
        return try Self.term(text, isPrefix: isPrefix)
    }

    /// What stands between separators, without quotation marks.
    private static func bare(
        _ rest: inout Substring.UnicodeScalarView
    ) throws(SearchTermsError) -> Term {
        let end = rest.firstIndex { Self.isSeparator($0) || Self.isQuote($0) } ?? rest.endIndex
        var text = rest[..<end]
        rest = rest[end...]
        let isPrefix = text.last == "*"
        if isPrefix { text.removeLast() }
        guard !text.contains("*") else { throw .misplacedAsterisk }
        return try Self.term(String(text), isPrefix: isPrefix)
    }

    private static func term(
        _ text: String,
        isPrefix: Bool
    ) throws(SearchTermsError) -> Term {
        if isPrefix, let beginning = UUIDShape.beginning(text) {
            return Term(words: [beginning], isPrefix: true)
        }
        var words = WordList()
        words.read(text)
        guard words.count > 0 else {
            throw text.isEmpty && isPrefix ? .misplacedAsterisk : .noWord
        }
        return Term(words: words.all, isPrefix: isPrefix)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "," || scalar.properties.isWhitespace
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\"" || scalar == "\u{201C}" || scalar == "\u{201D}" || scalar == "\u{201E}"
    }
}
