/// Walks over the values of a section that can be searched for.
///
/// As ``CanonicalScanner`` it stays within the text, and ends, whatever the text is.
struct SearchedValues {
    private let scanner: CanonicalScanner
    private let unsearched: [StaticString]
    private let section: SectionName
    private var place = 0
    private var depth = 0
    /// Whether the value that follows has a key whose texts are not searched.
    private var isSkipped = false
    /// Whether what lies below the outermost key is the caller's own data.
    private var isOwnData = false
    private var isDetail = false
    /// Whether what lies below the second key is.
    private var isOwnDetail = false

    init(_ section: SectionName, _ scanner: CanonicalScanner) {
        self.section = section
        self.scanner = scanner
        self.unsearched = SearchableText.unsearched(section)
    }

    /// The place of the next value, a text with its quotation marks or a number.
    mutating func next() -> Range<Int>? {
        while let byte = self.scanner.byte(self.place) {
            let start = self.place
            switch byte {
            case UInt8(ascii: "\""):
                guard let end = self.scanner.end(ofTextAt: start) else { return nil }
                self.place = end
                if self.scanner.byte(end) == UInt8(ascii: ":") {
                    self.place += 1
                    self.enter(key: start + 1..<end - 1)
                } else if !self.isSkipped {
                    return start..<end
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                self.depth += 1
                self.place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                self.depth -= 1
                self.place += 1
            case UInt8(ascii: "-"), 48...57:
                guard let end = self.scanner.end(ofValueAt: start) else { return nil }
                self.place = end
                if self.isOwnData || self.isOwnDetail { return start..<end }
            default:
                self.place += 1
            }
        }
        return nil
    }

    private mutating func enter(key: Range<Int>) {
        self.isSkipped = self.unsearched.contains { self.isKey($0, key) }
        guard self.section == .what, self.depth <= 2 else { return }
        if self.depth == 1 {
            self.isOwnData = self.isKey("metadata", key) || self.isKey("changes", key)
            self.isDetail = self.isKey("detail", key)
            self.isOwnDetail = false
        } else if self.isDetail {
            self.isOwnDetail =
                self.isKey("before", key) || self.isKey("after", key) || self.isKey("facts", key)
        }
    }

    private func isKey(_ name: StaticString, _ key: Range<Int>) -> Bool {
        key.count == name.utf8CodeUnitCount
            && ASCII.matches(name, at: key.lowerBound, in: self.scanner.bytes)
    }
}
