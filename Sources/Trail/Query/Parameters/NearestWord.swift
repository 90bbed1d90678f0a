/// Finds the word that was probably meant.
package enum NearestWord {
    /// The candidate that takes the fewest edits; `nil` where none is near.
    package static func to(
        _ word: String,
        among candidates: some Sequence<String>
    ) -> String? {
        // A word that is much longer than any name is no slip, and comparing it would be dear.
        guard word.utf8.count <= 64 else { return nil }
        let nearest = candidates.map { (word: $0, edits: Self.edits(word, $0)) }
            .min { $0.edits < $1.edits }
        guard let nearest, nearest.edits <= max(2, word.count / 3) else { return nil }
        return nearest.word
    }

    /// How many characters must be put in, taken out or replaced to turn one word into the other
    /// (Levenshtein).
    static func edits(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (line, character) in one.enumerated() {
            var above = row[0]
            row[0] = line + 1
            for column in other.indices {
                let replaced = above + (character == other[column] ? 0 : 1)
                above = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, above + 1)
            }
        }
        return row[other.count]
    }
}
