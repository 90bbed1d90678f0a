/// The words of one value, folded, in order; memory that is used again for the next value.
///
/// A word is a run of letters, digits and the marks on them. One word each are an address or a
/// number with points between its digits (`203.0.113.7`), a UUID, and each character of a script
/// that writes no spaces between words (Han, kana, Thai, Lao, Khmer, Burmese), where words are
/// found as phrases.
package struct WordList: Sendable {
    /// The words, one behind the other.
    private var bytes: [UInt8] = []
    /// Where each word ends in ``bytes``.
    private var ends: [Int] = []

    /// An empty list.
    package init() {}

    /// How many words there are.
    package var count: Int { self.ends.count }

    /// Copies of the words.
    package var all: [[UInt8]] {
        (0..<self.count).map { Array(self.bytes[self.range($0)]) }
    }

    /// Looks at one word in place.
    package func withWord<Value>(
        _ number: Int,
        _ body: (UnsafeBufferPointer<UInt8>) -> Value
    ) -> Value {
        let range = self.range(number)
        return self.bytes.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[range]))
        }
    }

    /// Whether the words of `term` stand in the list next to each other.
    func contains(_ term: SearchTerms.Term) -> Bool {
        guard term.words.count <= self.count else { return false }
        return self.bytes.withUnsafeBufferPointer { bytes in
            (0...self.count - term.words.count).contains { start in
                term.words.indices.allSatisfy { offset in
                    let word = term.words[offset]
                    let range = self.range(start + offset)
                    let isOpen = term.isPrefix && offset == term.words.count - 1
                    guard isOpen ? range.count >= word.count : range.count == word.count else {
                        return false
                    }
                    return bytes[range.prefix(word.count)].elementsEqual(word)
                }
            }
        }
    }

    private func range(_ number: Int) -> Range<Int> {
        (number == 0 ? 0 : self.ends[number - 1])..<self.ends[number]
    }
}

extension WordList {
    /// Takes in the words of `text` in place of those it has.
    ///
    /// Bytes written as `%2F` are read as what they stand for, if that is text.
    package mutating func read(_ text: String) {
        var text = text
        let decoded = text.withUTF8 { PercentText.decoded($0) }
        if let decoded, let plain = String(validating: decoded, as: UTF8.self) { text = plain }
        if text.utf8.contains(where: { $0 >= 0x80 }) { text = FoldedText.fold(text) }
        text.withUTF8 { self.scan($0) }
    }

    /// Takes in the words of a text of canonical JSON, given with its quotation marks, or of a
    /// number, in place of those it has.
    mutating func read(_ range: Range<Int>, of scanner: CanonicalScanner) {
        guard let content = scanner.content(range) else { return self.scan(scanner[range]) }
        var bits: UInt8 = 0
        var isPlain = true
        for byte in content {
            bits |= byte
            isPlain = isPlain && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "%")
        }
        guard bits >= 0x80 || !isPlain else { return self.scan(content) }
        // A text that no longer is one, because somebody altered it, has no words.
        self.read(scanner.text(range) ?? "")
    }

    /// Takes in the words of folded text, or of ASCII in any case.
    private mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
        self.bytes.removeAll(keepingCapacity: true)
        self.ends.removeAll(keepingCapacity: true)
        var place = 0
        var open = WordScript?.none
        while place < text.count {
            let byte = text[place]
            if byte >= 0x80 {
                place += self.take(scalarAt: place, in: text, &open)
            } else if ASCII.isAlphanumeric(byte) {
                place += self.take(byte, at: place, in: text, &open)
            } else {
                if byte == UInt8(ascii: "."), Self.isBetweenDigits(place, in: text) {
                    self.bytes.append(byte)
                } else {
                    self.close(&open)
                }
                place += 1
            }
        }
        self.close(&open)
    }

    /// Takes a letter or digit of ASCII, or the UUID that begins with it.
    ///
    /// - Returns: How many bytes it took.
    private mutating func take(
        _ byte: UInt8,
        at place: Int,
        in text: UnsafeBufferPointer<UInt8>,
        _ open: inout WordScript?
    ) -> Int {
        if open == .unspaced { self.close(&open) }
        if open == nil, ASCII.isHexadecimal(byte), UUIDShape.isUUID(at: place, in: text) {
            let end = place + UUIDShape.length
            for byte in text[place..<end] { self.bytes.append(ASCII.lowered(byte)) }
            open = .spaced
            self.close(&open)
            return UUIDShape.length
        }
        self.bytes.append(ASCII.lowered(byte))
        open = .spaced
        return 1
    }

    /// Takes a scalar beyond ASCII.
    ///
    /// - Returns: How many bytes it took.
    private mutating func take(
        scalarAt place: Int,
        in text: UnsafeBufferPointer<UInt8>,
        _ open: inout WordScript?
    ) -> Int {
        var decoder = UTF8()
        var rest = text[place...].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
            self.close(&open)
            return 1
        }
        let count = UTF8.width(scalar)
        let (script, isMark) = WordScript.of(scalar)
        // A mark belongs to what it stands on, and is no word by itself.
        if isMark {
            if open != nil { self.bytes.append(contentsOf: text[place..<place + count]) }
            return count
        }
        if script != open || script == .unspaced { self.close(&open) }
        if let script {
            self.bytes.append(contentsOf: text[place..<place + count])
            open = script
        }
        return count
    }

    private mutating func close(_ open: inout WordScript?) {
        if open != nil { self.ends.append(self.bytes.count) }
        open = nil
    }

    private static func isBetweenDigits(
        _ place: Int,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        place > 0 && place + 1 < text.count && ASCII.isDigit(text[place - 1])
            && ASCII.isDigit(text[place + 1])
    }
}
