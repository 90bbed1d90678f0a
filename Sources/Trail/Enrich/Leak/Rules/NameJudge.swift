/// Decides by a name whether its value must be masked.
struct NameJudge: Sendable {
    private let rules: [NameRule]
    /// The pairs of letters that each rule takes.
    private let pairs: [UInt64]
    private let exceptions: [[UInt8]]
    /// The fewest letters that any rule takes: a name that has none of these sets has no rule.
    private let letters: [UInt32]

    /// A judge by `rules` that lets names pass whose last words are among `exceptions`.
    init(_ rules: [NameRule], exceptions: [[UInt8]]) {
        self.rules = rules
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
        repeat {
            for (place, set) in self.pairs.enumerated() where set & pairs == set {
                guard words.match(self.rules[place]),
                    self.rules[place].place != .anywhere || !name.isAbout,
                    !self.exceptions.contains(where: { name.hasLastWords($0) })
                else { continue }
                return self.rules[place]
            }
        } while words.dropQualifier()
        return nil
    }
}
