/// A name whose values are masked.
///
/// Names are compared as words in lower case without what separates them: `apiKey`, `API-Key` and
/// `api_key` are the same.
final class NameRule: Sendable {
    /// Where in a name the rule's words must stand.
    enum Place: Sendable, Hashable {
        /// The name's last part is these words: `cookie`, `headers.cookie`, but no `tracking_cookie`.
        case whole
        /// The name's last words are these: `pin` is in `card_pin` and not in `spin`.
        case end
        /// The name's last letters are these, whatever stands before: `accesstoken`.
        case ending
        /// The name has these letters anywhere, unless its last word says that it is about
        /// something else: `password_changed_at`.
        case anywhere
    }

    /// The words in lower case without what separates them.
    let text: [UInt8]
    /// The letters that it takes.
    let letters: UInt32
    /// The pairs of letters that it takes.
    let pairs: UInt64
    /// Where they must stand.
    let place: Place
    /// Which values are secrets.
    let value: SecretValue
    /// What takes the value's place.
    let mask: Mask

    init(_ text: some Sequence<UInt8>, _ place: Place, _ value: SecretValue, _ mask: Mask) {
        self.text = Array(text)
        self.letters = self.text.withUnsafeBufferPointer(NameWords.letters)
        self.pairs = self.text.withUnsafeBufferPointer(NameWords.pairs)
        self.place = place
        self.value = value
        self.mask = mask
    }

    /// The rule for several such things; `nil` where it would say something else.
    ///
    /// A number behind a plural counts them.
    var plural: NameRule? {
        guard self.place == .end || self.place == .ending, self.value == .any,
            self.text.last != UInt8(ascii: "s"), Self.countable.contains(self.mask)
        else { return nil }
        return NameRule(self.text + [UInt8(ascii: "s")], self.place, .text, self.mask)
    }

    /// What there may be several of under one name.
    private static let countable: Set<Mask> = [
        .password, .token, .secret, .key, .code, .session,
    ]

    /// The rule for a value for which this rule and `other` hold: what either takes for a secret
    /// is one.
    func joined(with other: NameRule?) -> NameRule {
        guard let other, other.value != self.value, self.value != .any else { return self }
        guard other.value != .any else { return other }
        return NameRule(self.text, self.place, .any, self.mask)
    }

    /// Whether a value is masked whatever it looks like and wherever the name stands.
    var isStrong: Bool { self.mask == .password }

    /// Whether a value in running text goes on to the end of its line, as those of headers do.
    var fillsLine: Bool { self.mask == .authorization || self.mask == .cookie }
}
