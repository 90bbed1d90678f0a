/// Finds numbers of cards and accounts in texts.
struct NumberScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let values: LeakRules.Values

    /// `text` with its numbers masked; `nil` where it has none, which is seen at a glance where
    /// digits are few.
    static func masked(
        _ text: UnsafeBufferPointer<UInt8>,
        _ values: LeakRules.Values
    ) -> TextMasker.Finding? {
        guard !values.isDisjoint(with: [.card, .iban]), Self.isDense(text) else { return nil }
        return Self(bytes: text, values: values).masked()
    }

    /// Whether eight bytes somewhere have five digits among them, as any such number has.
    private static func isDense(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 13 else { return false }
        let bytes = UnsafeRawBufferPointer(text)
        var place = 0
        while true {
            place = min(place, text.count - 8)
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if Self.digits(in: word) >= 5 { return true }
            guard place + 8 < text.count else { return false }
            place += 8
        }
    }

    /// How many of eight bytes are digits.
    private static func digits(in word: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones << 7
        let zeroed = word ^ ones &* 0x30
        // A byte below ten stays below 128 when 118 is added.
        let others = ((zeroed & ~high) &+ ones &* 0x76) | zeroed
        return 8 - (others & high).nonzeroBitCount
    }

    private func masked() -> TextMasker.Finding? {
        var output: [UInt8] = []
        var first: Mask?
        var copied = 0
        var place = 0
        while place < self.bytes.count {
            guard let (end, mask) = self.number(at: place) else {
                place += 1
                continue
            }
            output.append(contentsOf: self.bytes[copied..<place])
            output.append(contentsOf: mask.bytes)
            first = first ?? mask
            copied = end
            place = end
        }
        guard let first else { return nil }
        output.append(contentsOf: self.bytes[copied...])
        return TextMasker.Finding(text: output, mask: first)
    }

    private func number(at place: Int) -> (Int, Mask)? {
        let byte = self.bytes[place]
        if ASCII.isDigit(byte) {
            // No card's number begins with any other digit.
            guard (50...54).contains(byte), self.values.contains(.card), self.mayBegin(at: place)
            else { return nil }
            return self.card(at: place).map { ($0, .card) }
        }
        guard ASCII.isUpper(byte), self.values.contains(.iban),
            place == 0 || !ASCII.isAlphanumeric(self.bytes[place - 1])
        else { return nil }
        return AccountNumber.end(at: place, in: self.bytes).map { ($0, .account) }
    }

    /// Whether a number of its own may begin at `place`: no fraction, phone number, UUID or hash.
    private func mayBegin(at place: Int) -> Bool {
        guard place > 0 else { return true }
        let before = self.bytes[place - 1]
        if ASCII.isAlphanumeric(before) || before == UInt8(ascii: "+") && self.isPhone(place) {
            return false
        }
        guard before == UInt8(ascii: "-") || before == UInt8(ascii: ".") else { return true }
        var start = place - 1
        while start > 0, place - start < 20, ASCII.isAlphanumeric(self.bytes[start - 1]) {
            start -= 1
        }
        return start == place - 1 || self.isWord(start..<place - 1)
    }

    /// Whether it is a word, as in `card-4111…`, rather than digits of any base.
    private func isWord(_ range: Range<Int>) -> Bool {
        !self.bytes[range].allSatisfy(ASCII.isHexadecimal)
    }

    /// Whether the plus before `place` begins a number: in a query it stands for a space.
    private func isPhone(_ place: Int) -> Bool {
        place < 2 || !ASCII.isAlphanumeric(self.bytes[place - 2])
    }

    /// Where the card's number ends that begins at `place`.
    private func card(at place: Int) -> Int? {
        for shape in CardNumber.shapes {
            guard let end = self.end(of: shape, at: place) else { continue }
            return end
        }
        var end = place
        while end < self.bytes.count, end - place < 20, ASCII.isDigit(self.bytes[end]) { end += 1 }
        guard self.isEnd(end), CardNumber.isValid(self.bytes[place..<end]) else { return nil }
        return end
    }

    /// Where a number of groups of digits ends, with one separator between them all.
    private func end(of shape: [Int], at place: Int) -> Int? {
        let count = shape.reduce(shape.count - 1, +)
        guard place + count <= self.bytes.count, shape[0] + place < self.bytes.count else {
            return nil
        }
        let separator = self.bytes[place + shape[0]]
        guard separator == 0x20 || separator == UInt8(ascii: "-") || separator == UInt8(ascii: "+")
        else { return nil }
        var end = place
        for (index, count) in shape.enumerated() {
            if index > 0 {
                guard self.bytes[end] == separator else { return nil }
                end += 1
            }
            guard self.bytes[end..<end + count].allSatisfy(ASCII.isDigit) else { return nil }
            end += count
        }
        let digits = self.bytes[place..<end].filter(ASCII.isDigit)
        guard self.isEnd(end), CardNumber.isValid(digits) else { return nil }
        return end
    }

    /// Whether a number may end before `place`.
    private func isEnd(_ place: Int) -> Bool {
        guard place < self.bytes.count else { return true }
        let byte = self.bytes[place]
        guard !ASCII.isAlphanumeric(byte) else { return false }
        guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."), place + 1 < self.bytes.count
        else { return true }
        var end = place + 1
        while end < self.bytes.count, end - place < 20, ASCII.isAlphanumeric(self.bytes[end]) {
            end += 1
        }
        return end == place + 1 || self.isWord(place + 1..<end)
    }
}
