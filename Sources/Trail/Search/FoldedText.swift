internal import Foundation

/// Text as it is compared in a search: without case, without diacritics, and in one spelling of
/// what Unicode knows several of.
enum FoldedText {
    /// `text`, folded; folding it again changes nothing.
    ///
    /// Compatibility decomposition (`ﬁ` is `fi`), upper case and then lower (`ß` is `ss`, final
    /// sigma is sigma), composed again, so that Hangul and kana stay what they are. Marks go that
    /// only refine a letter: those of combining classes 200 to 240, and the points of Hebrew and
    /// Arabic (10 to 35). Vowels of Indic scripts, tones of Thai and voicing of kana stay: without
    /// them it is another word. Letters that Unicode does not take apart, such as `ø`, stay.
    static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            guard !Self.isDiacritic(scalar) else { continue }
            // A capital ẞ is its own upper case; only a small one becomes SS.
            for small in scalar.properties.lowercaseMapping.unicodeScalars {
                for capital in small.properties.uppercaseMapping.unicodeScalars {
                    folded.append(contentsOf: capital.properties.lowercaseMapping.unicodeScalars)
                }
            }
        }
        // Upper and lower case can bring marks of their own: i with a dot.
        folded.removeAll(where: Self.isDiacritic)
        return String(folded).precomposedStringWithCompatibilityMapping
    }

    private static func isDiacritic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.canonicalCombiningClass.rawValue {
        case 10...35, 200...240: true
        default: false
        }
    }
}
