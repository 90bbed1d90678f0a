/// Decides by a name whether its value must be masked.
struct NameJudge: Sendable {
    private let rules: [NameRule]
    private let exceptions: [[UInt8]]
    /// The fewest letters that any rule takes: a name that has none of these sets has no rule.
    private let letters: [UInt32]

    /// A judge by `rules` that lets names pass whose last words are among `exceptions`.
    init(_ rules: [NameRule], exceptions: [[UInt8]]) {
        self.rules = rules
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
        guard self.mayHaveRule(letters), !Mask.ends(before: name.count, in: name) else {
            return nil
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * name.count) { memory in
            self.rule(for: NameWords(name, in: memory), letters)
        }
    }

    /// What is longer is no name, and looking at it would be dear.
    private static let longest = 4_096

    private func mayHaveRule(_ letters: UInt32) -> Bool {
        for set in self.letters where set & letters == set {
            return true
        }
        return false
    }

    private func rule(for name: NameWords, _ letters: UInt32) -> NameRule? {
        guard !self.exceptions.contains(where: { name.hasLastWords($0) }) else { return nil }
        var words = name
        repeat {
            for rule in self.rules where rule.letters & letters == rule.letters {
                guard words.match(rule), rule.place != .anywhere || !name.isAbout else { continue }
                return rule
            }
        } while words.dropQualifier()
        return nil
    }
}
