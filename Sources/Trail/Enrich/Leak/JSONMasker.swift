/// Masks secrets in canonical JSON, at any depth.
///
/// The text is walked once; nothing is written until the first secret is found, and what is
/// written stays canonical. Values that are altered elsewhere than in their texts and numbers
/// do not occur: `true`, `false`, `null` and the shape of everything stay.
struct JSONMasker {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let scanner: CanonicalScanner
    private let masker: TextMasker
    /// Members of the outermost object that are left alone.
    private let revealed: Set<[UInt8]>
    private var output: [UInt8] = []
    private var copied = 0
    private var hasMask = false
    /// How many keys were masked; their order and their being different must be seen to.
    private var keyCount = 0

    private init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        revealing revealed: Set<[UInt8]>,
        _ masker: TextMasker
    ) {
        self.revealed = revealed
        self.bytes = bytes
        self.scanner = CanonicalScanner(bytes)
        self.masker = masker
    }

    /// `json`, whose name has `rule`, with its secrets masked; `nil` where it has none.
    ///
    /// The members of an object called as one of `revealed` are left alone.
    static func masked(
        _ json: CanonicalJSON,
        by rule: NameRule? = nil,
        revealing revealed: Set<[UInt8]> = [],
        _ masker: TextMasker
    ) -> CanonicalJSON? {
        json.bytes.withUnsafeBufferPointer { bytes in
            var walk = Self(bytes, revealing: revealed, masker)
            guard walk.value(at: 0, rule, depth: 0) == bytes.count else {
                // No text of ours: what cannot be walked cannot be vouched for.
                return Self.whole(json)
            }
            guard walk.hasMask else { return nil }
            walk.output.append(contentsOf: bytes[walk.copied...])
            guard walk.keyCount > 0 else { return CanonicalJSON(canonical: walk.output) }
            var reader = JSONReader(sealed: walk.output)
            return (try? reader.canonical()) ?? Self.whole(json)
        }
    }

    /// The mask of a value as a whole.
    static func whole(_ json: CanonicalJSON) -> CanonicalJSON {
        let mask = String(decoding: Mask.all.bytes, as: UTF8.self)
        return json.isObject ? ["masked": .string(mask)] : CanonicalJSON(.string(mask))
    }

    /// How deep values are walked; deeper ones are masked, and refused afterwards.
    private static let deepest = 100

    /// Walks over the value at `place`; answers where it ends.
    private mutating func value(at place: Int, _ rule: NameRule?, depth: Int) -> Int? {
        guard let byte = self.scanner.byte(place) else { return nil }
        switch byte {
        case UInt8(ascii: "\""): return self.text(at: place, rule)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Self.deepest else { return self.maskWhole(at: place) }
            return byte == UInt8(ascii: "{")
                ? self.object(at: place, rule, depth: depth)
                : self.array(at: place, rule, depth: depth)
        case UInt8(ascii: "t"):
            return ASCII.matches("true", at: place, in: self.bytes) ? place + 4 : nil
        case UInt8(ascii: "f"):
            return ASCII.matches("false", at: place, in: self.bytes) ? place + 5 : nil
        case UInt8(ascii: "n"):
            return ASCII.matches("null", at: place, in: self.bytes) ? place + 4 : nil
        default: return self.number(at: place, rule)
        }
    }

    private mutating func array(at start: Int, _ rule: NameRule?, depth: Int) -> Int? {
        var place = start + 1
        if self.scanner.byte(place) == UInt8(ascii: "]") { return place + 1 }
        while true {
            guard let end = self.value(at: place, rule, depth: depth + 1) else { return nil }
            switch self.scanner.byte(end) {
            case UInt8(ascii: ","): place = end + 1
            case UInt8(ascii: "]"): return end + 1
            default: return nil
            }
        }
    }

    private mutating func object(at start: Int, _ rule: NameRule?, depth: Int) -> Int? {
        var members = MemberScanner(self.scanner, objectAt: start)
        // `{"name": "password", "value": …}` says in one member what the other one is.
        var named: NameRule?
        while let member = members.next() {
            var inner = self.rule(ofKey: member.key)
            if let named, self.isAboutValue(member.key) { inner = named.joined(with: inner) }
            if let rule { inner = rule.joined(with: inner) }
            if self.isAboutName(member.key), let end = self.scanner.end(ofValueAt: member.value),
                let name = self.scanner.content(member.value..<end)
            {
                named = self.masker.judge.rule(for: name)
            }
            if depth == 0, self.isRevealed(member.key) {
                members.skip(to: self.scanner.end(ofValueAt: member.value))
                continue
            }
            self.maskKey(member.key)
            let end = self.value(at: member.value, inner, depth: depth + 1)
            guard let end else { return nil }
            members.skip(to: end)
        }
        return members.isComplete ? members.place : nil
    }

    private mutating func text(at place: Int, _ rule: NameRule?) -> Int? {
        let start = place + 1
        let raw = UnsafeRawBufferPointer(self.bytes)
        let first = PlainText.endOfUnescaped(from: start, in: raw)
        guard first < self.bytes.count else { return nil }
        if self.bytes[first] == UInt8(ascii: "\"") {
            self.mask(text: start..<first, rule)
            return first + 1
        }
        guard let end = self.scanner.end(ofTextAt: place) else { return nil }
        self.mask(escaped: start..<end - 1, rule)
        return end
    }

    /// Masks what must be in the text at `range`, which holds no escape.
    private mutating func mask(text range: Range<Int>, _ rule: NameRule?) {
        let text = self.scanner[range]
        guard !text.isEmpty, !Mask.isOne(text) else { return }
        if TaggedText.needsEscape(text) { return self.mask(escaped: range, rule) }
        if let masked = self.masked(text, rule) { self.write(masked.text, over: range) }
    }

    /// `text` with masks; `nil` where it needs none.
    private func masked(
        _ text: UnsafeBufferPointer<UInt8>,
        _ rule: NameRule?
    ) -> TextMasker.Finding? {
        if let rule, rule.value.accepts(text) {
            return TextMasker.Finding(text: rule.mask.bytes, mask: rule.mask)
        }
        guard let finding = self.masker.find(in: text, .prose, depth: 0) else { return nil }
        // With a mask in it a text may look like a secret that did not before.
        if let rule,
            finding.text.withUnsafeBufferPointer({
                !Mask.isOne($0) && rule.value.accepts($0)
            })
        {
            return TextMasker.Finding(text: rule.mask.bytes, mask: rule.mask)
        }
        return finding
    }

    /// Masks what must be in the text at `range`, which holds escapes or a tag.
    private mutating func mask(escaped range: Range<Int>, _ rule: NameRule?) {
        var reader = JSONReader(Array(self.scanner[range.lowerBound - 1..<range.upperBound + 1]))
        guard var text = try? reader.escapedString() else { return }
        let isTagged = TaggedText.needsEscape(text)
        let isText = isTagged && text.starts(with: TaggedText.string.utf8)
        // Of numbers and bytes behind a tag nothing can be kept once a part must go.
        let isWhole = isTagged && !isText
        if isText { text.removeFirst(TaggedText.string.utf8.count) }
        let masked = text.withUnsafeBufferPointer { text -> [UInt8]? in
            guard !text.isEmpty, !Mask.isOne(text) else { return nil }
            if let rule, isWhole { return rule.mask.bytes }
            let finding = self.masked(text, rule)
            return isWhole ? finding?.mask.bytes : finding?.text
        }
        guard let masked else { return }
        var quoted: [UInt8] = []
        let tag = TaggedText.needsEscape(masked) ? Array(TaggedText.string.utf8) : []
        (tag + masked).withUnsafeBufferPointer { CanonicalWriter.append(quoted: $0, to: &quoted) }
        self.write(quoted[1..<quoted.count - 1], over: range)
    }

    private mutating func number(at place: Int, _ rule: NameRule?) -> Int? {
        guard let end = self.endOfNumber(at: place) else { return nil }
        let digits = self.scanner[place..<end]
        let mask: Mask? =
            if let rule, rule.value.accepts(digits) {
                rule.mask
            } else if self.masker.values.contains(.card), CardNumber.isValid(digits) {
                .card
            } else {
                nil
            }
        if let mask {
            let quote = [UInt8(ascii: "\"")]
            self.write(quote + mask.bytes + quote, over: place..<end)
        }
        return end
    }

    /// The place behind the number at `place`, which may end the text.
    private func endOfNumber(at place: Int) -> Int? {
        var end = place
        while let byte = self.scanner.byte(end), Self.isInNumber(byte) { end += 1 }
        return end > place ? end : nil
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"):
            true
        default: false
        }
    }

    private mutating func maskWhole(at place: Int) -> Int? {
        guard let end = self.scanner.end(ofValueAt: place) else { return nil }
        let quote = [UInt8(ascii: "\"")]
        self.write(quote + Mask.all.bytes + quote, over: place..<end)
        return end
    }

    private mutating func write(_ bytes: some Sequence<UInt8>, over range: Range<Int>) {
        self.hasMask = true
        self.output.append(contentsOf: self.bytes[self.copied..<range.lowerBound])
        self.output.append(contentsOf: bytes)
        self.copied = range.upperBound
    }
}

// MARK: - Keys

extension JSONMasker {
    private func rule(ofKey range: Range<Int>) -> NameRule? {
        self.masker.judge.rule(for: self.scanner[range])
    }

    private func isRevealed(_ range: Range<Int>) -> Bool {
        !self.revealed.isEmpty && self.text(ofKey: range).map(self.revealed.contains) == true
    }

    /// The text of a key, its escapes resolved.
    private func text(ofKey range: Range<Int>) -> [UInt8]? {
        let key = self.scanner[range]
        guard key.contains(UInt8(ascii: "\\")) else { return Array(key) }
        var reader = JSONReader(Array(self.scanner[range.lowerBound - 1..<range.upperBound + 1]))
        return try? reader.escapedString()
    }

    /// Masks a key that is or holds a secret itself.
    private mutating func maskKey(_ range: Range<Int>) {
        guard range.count >= 8 else { return }
        let key = self.scanner[range]
        let finding: TextMasker.Finding?
        if key.contains(UInt8(ascii: "\\")) {
            finding = self.text(ofKey: range)?.withUnsafeBufferPointer {
                self.masker.find(in: $0, .prose, depth: 0)
            }
        } else {
            finding = self.masker.find(in: key, .prose, depth: 0)
        }
        guard let finding else { return }
        self.keyCount += 1
        var mask = finding.mask.bytes
        if self.keyCount > 1 {
            mask.removeLast()
            mask += " \(self.keyCount)]".utf8
        }
        self.write(mask, over: range)
    }

    /// Whether the key says that its value is the name of something.
    private func isAboutName(_ key: Range<Int>) -> Bool {
        switch key.count {
        case 1: self.isKey("k", key)
        case 3: self.isKey("key", key)
        case 4: self.isKey("name", key)
        case 5: self.isKey("field", key) || self.isKey("param", key)
        case 6: self.isKey("header", key)
        default: false
        }
    }

    /// Whether the key says that its value is that of something named beside it.
    private func isAboutValue(_ key: Range<Int>) -> Bool {
        switch key.count {
        case 1: self.isKey("v", key)
        case 3: self.isKey("val", key) || self.isKey("new", key) || self.isKey("old", key)
        case 5: self.isKey("value", key)
        case 6: self.isKey("values", key)
        default: false
        }
    }

    private func isKey(_ word: StaticString, _ key: Range<Int>) -> Bool {
        ASCII.matches(word, at: key.lowerBound, in: self.bytes)
    }
}
