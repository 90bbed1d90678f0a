/// Looks at the places of a text where secrets may be, and writes the text with masks.
///
/// Nothing is written until the first secret is found. It looks at memory that is not its own and
/// lives no longer than the call that made it.
struct TextScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let kind: TextMasker.Kind
    let masker: TextMasker
    /// In how many layers of percent-encoding the text was.
    let depth: Int
    /// Where to look on.
    var place = 0
    /// The commands that were met on the way.
    var commands = CommandWatch()
    /// How much of the text was looked at decoded.
    var decoded = 0
    /// How much of the text is written, or stands behind a mask.
    private(set) var copied = 0
    private var output: [UInt8] = []
    private var first: Mask?
    /// The letters of tokens that were last found to stand together.
    private var token = 0..<0

    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ kind: TextMasker.Kind,
        _ masker: TextMasker,
        depth: Int
    ) {
        self.bytes = bytes
        self.kind = kind
        self.masker = masker
        self.depth = depth
    }

    /// Looks at `place`, where something of `kinds` may begin, and says in `self.place` where to
    /// go on.
    mutating func look(at place: Int, _ kinds: LeakAnchors.Kinds) {
        self.place = place + 1
        if kinds.contains(.pair) {
            self.lookAtPair(place)
        } else if kinds.contains(.mark) {
            if self.bytes[place] == UInt8(ascii: "@") {
                self.lookAtUser(place)
            } else {
                self.lookAtTag(place)
            }
        } else if kinds.contains(.opening) {
            if self.bytes[place] == UInt8(ascii: "-") {
                self.lookAtDashes(place)
            } else if self.kind != .word {
                if self.byte(place + 1) == UInt8(ascii: "-") {
                    self.lookAtUserOption(place)
                } else {
                    self.lookAtQuote(place)
                }
            }
        } else if kinds.contains(.escape) {
            self.lookAtEscape(place)
        } else {
            self.lookAtPrefix(place)
        }
    }

    /// The text with masks; `nil` where none was needed.
    mutating func finish() -> TextMasker.Finding? {
        guard let mask = self.first else { return nil }
        self.output.append(contentsOf: self.bytes[self.copied...])
        return TextMasker.Finding(text: self.output, mask: mask)
    }

    /// Writes `mask` in the place of what is at `range`.
    mutating func mask(_ range: Range<Int>, _ mask: Mask) {
        guard range.lowerBound >= self.copied, !range.isEmpty else { return }
        if self.first == nil {
            self.first = mask
            self.output.reserveCapacity(self.bytes.count + 64)
        }
        self.output.append(contentsOf: self.bytes[self.copied..<range.lowerBound])
        self.output.append(contentsOf: mask.bytes)
        self.copied = range.upperBound
        self.place = range.upperBound
    }

    /// The rule for the name at `range`.
    func rule(for range: Range<Int>) -> NameRule? {
        guard range.count >= 2, range.count <= 256 else { return nil }
        let name = self[range]
        guard name.contains(UInt8(ascii: "%")), let plain = PercentText.decoded(name) else {
            return self.masker.judge.rule(for: name)
        }
        return plain.withUnsafeBufferPointer { self.masker.judge.rule(for: $0) }
    }

    /// Where the letters of tokens end that stand together at `place`.
    ///
    /// They are walked over once, however many places among them are looked at.
    mutating func endOfToken(_ place: Int) -> Int {
        if self.token.contains(place) { return self.token.upperBound }
        var end = place
        while end < self.bytes.count, ASCII.isToken(self.bytes[end]) { end += 1 }
        self.token = place..<end
        return end
    }

    /// The byte at `place`; 0 beyond the text.
    @inline(__always)
    func byte(_ place: Int) -> UInt8 {
        place >= 0 && place < self.bytes.count ? self.bytes[place] : 0
    }

    subscript(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: self.bytes[range])
    }
}
