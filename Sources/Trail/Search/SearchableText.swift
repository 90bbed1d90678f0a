/// What of an event can be searched for: the one rule that the truth, the in-memory store and every
/// index go by.
///
/// All texts of its sections, and `action`, which names what it is; not the keys, the type of an
/// actor, which nearly all have in common, or coordinates. Of numbers those of the caller's own
/// data: metadata, changes, rows and facts. What is erased is not there.
package enum SearchableText {
    /// Reads the words of an action.
    package static func read(_ action: Action, into words: inout WordList) {
        words.read(action.name)
    }

    /// Reads the words of a section, value by value, until `body` says that it has enough.
    ///
    /// - Returns: Whether `body` wants more.
    package static func read(
        _ name: SectionName,
        _ text: UnsafeBufferPointer<UInt8>,
        _ words: inout WordList,
        _ body: (WordList) -> Bool
    ) -> Bool {
        let scanner = CanonicalScanner(text)
        var values = SearchedValues(name, scanner)
        while let value = values.next() {
            words.read(value, of: scanner)
            guard words.count == 0 || body(words) else { return false }
        }
        return true
    }

    /// Whether the value of a field is searched, if it is text.
    package static func isSearched(_ field: EventField) -> Bool {
        guard let section = field.section, let key = field.path.last else {
            return field == .action
        }
        return !self.unsearched(section).contains { $0.description == key }
    }

    /// The keys whose texts are not searched.
    static func unsearched(_ section: SectionName) -> [StaticString] {
        switch section {
        case .who: ["type"]
        case .where: ["latitude", "longitude"]
        case .what: []
        }
    }
}

extension SearchTerms {
    /// Whether `event` has every term.
    ///
    /// Case and diacritics do not count, and a phrase is found within one value only. Nothing is
    /// found by what was erased.
    public func matches(_ event: SealedEvent) -> Bool {
        var missing = self.terms
        var words = WordList()
        SearchableText.read(event.header.action, into: &words)
        missing.removeAll(where: words.contains)
        for name in SectionName.allCases where !missing.isEmpty {
            guard let text = event.sections[name]?.text else { continue }
            text.withUnsafeBufferPointer {
                _ = SearchableText.read(name, $0, &words) { words in
                    missing.removeAll(where: words.contains)
                    return !missing.isEmpty
                }
            }
        }
        return missing.isEmpty
    }
}
