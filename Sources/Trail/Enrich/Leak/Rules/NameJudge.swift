/// Decides by a name whether its value must be masked.
///
/// There is no other judge of names in Trail: what a leak guard masks and what the triggers of a
/// tracked table leave out go by the same rules.
package struct NameJudge: Sendable {
    private let rules: [NameRule]
    /// What each rule says of several such things; `nil` where a plural says nothing.
    private let plurals: [NameRule?]
    /// The pairs of letters that each rule takes.
    private let pairs: [UInt64]
    private let exceptions: [[UInt8]]
    /// The fewest letters that any rule takes: a name that has none of these sets has no rule.
    private let letters: [UInt32]

    /// A judge by `rules` that lets names pass whose last words are among `exceptions`.
    init(_ rules: [NameRule], exceptions: [[UInt8]]) {
        self.rules = rules
        self.plurals = rules.map(\.plural)
        self.pairs = rules.map(\.pairs)
        self.exceptions = exceptions
        let letters = Set(rules.map(\.letters))
        self.letters = letters.filter { set in
            !letters.contains { $0 != set && $0 & set == $0 }
        }
    }

    /// The rule for the values of `name`; `nil` where they are no secrets.
    ///
    /// Costs some ten nanoseconds for nearly every name, which lacks the letters.
    func rule(for name: UnsafeBufferPointer<UInt8>) -> NameRule? {
        guard name.count >= 2, name.count <= Self.longest else { return nil }
        let letters = NameWords.letters(name)
        guard letters & NameWords.others != 0 else { return self.rule(for: name, letters) }
        return FoldedName.bytes(of: name).withUnsafeBufferPointer {
            self.rule(for: $0, NameWords.letters($0))
        }
    }

    private func rule(for name: UnsafeBufferPointer<UInt8>, _ letters: UInt32) -> NameRule? {
        guard Self.mayHaveRule(self.letters, letters), !Mask.ends(before: name.count, in: name)
        else {
            return nil
        }
        let pairs = NameWords.pairs(name)
        guard Self.mayHaveRule(self.pairs, pairs) else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * name.count) { memory in
            self.rule(for: NameWords(name, in: memory), pairs)
        }
    }

    /// What is longer is no name, and looking at it would be dear.
    private static let longest = 4_096

    /// Whether `name` has all of one of `sets`.
    ///
    /// It looks at all of them, so that no branch depends on the name and many are looked at at
    /// once.
    @inline(__always)
    private static func mayHaveRule<Bits: FixedWidthInteger>(_ sets: [Bits], _ name: Bits) -> Bool {
        var found: Bits = 0
        for set in sets {
            found |= set & ~name == 0 ? 1 : 0
        }
        return found != 0
    }

    private func rule(for name: NameWords, _ pairs: UInt64) -> NameRule? {
        var words = name
        for _ in 0..<Self.mostQualifiers {
            for (place, set) in self.pairs.enumerated() where set & pairs == set {
                guard let rule = self.match(place, words),
                    rule.place != .anywhere || !name.isAbout,
                    !self.exceptions.contains(where: { name.hasLastWords($0) })
                else { continue }
                return rule
            }
            guard words.dropQualifier() else { return nil }
        }
        return nil
    }

    /// The rule at `place`, or that of its plural, if `words` have it.
    private func match(_ place: Int, _ words: NameWords) -> NameRule? {
        let rule = self.rules[place]
        if words.match(rule) { return rule }
        guard let plural = self.plurals[place], words.match(plural) else { return nil }
        return plural
    }

    /// Nobody writes a name with more; whoever does is not to keep the judge busy.
    private static let mostQualifiers = 8
}

extension NameJudge {
    /// The judge by the rules that Trail uses unless told otherwise.
    package static let standard = LeakRules().judge

    /// Whether a column called `name` holds secrets, as far as a name alone can tell.
    ///
    /// What a rule leaves to the looks of a value, as for `key` and `code`, no name tells.
    /// `holdsNumbers` says whether the column holds numbers, as `tokens` does where it counts
    /// some.
    package func isSecret(column name: String, holdsNumbers: Bool) -> Bool {
        var name = name
        switch name.withUTF8({ self.rule(for: $0)?.value }) {
        case .any, .digits: return true
        case .text: return !holdsNumbers
        case .random, nil: return false
        }
    }
}
