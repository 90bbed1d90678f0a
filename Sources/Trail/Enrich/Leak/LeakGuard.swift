/// Masks passwords, tokens, keys, card numbers and the like before an event is sealed.
///
/// Every ``EventRecorder`` has one unless told otherwise, and it sees a draft last. It looks into
/// every free text of a draft and into free JSON at any depth, and recognises secrets by the name
/// they have or by their looks; ``LeakRules`` say which. A mask is visible as one and says why:
/// `[masked: password]`. What is masked is gone: the text is neither sealed nor kept elsewhere.
///
/// The same draft is always masked in the same way, so a retry is recognised as one, and masking
/// twice changes nothing more. A valid draft stays valid: where a mask would make a text longer
/// than it may be, the end of the text is cut off.
///
/// A guard is a net, not a promise: a secret that neither its name nor its looks give away, such
/// as a password in the middle of a sentence, goes through.
public struct LeakGuard: Enricher {
    /// What is masked.
    public let rules: LeakRules
    private let masker: TextMasker

    /// A guard by the usual rules.
    public static let standard = LeakGuard()

    /// A guard by `rules`.
    public init(_ rules: LeakRules = LeakRules()) {
        self.rules = rules
        self.masker = TextMasker(judge: rules.judge, values: rules.values)
    }

    /// `draft` with its secrets masked.
    public func enrich(_ draft: Event.Draft) -> Event.Draft {
        self.masked(draft, within: EventLimits()) ?? draft
    }

    /// `text` with its secrets masked, for whoever writes texts elsewhere than into events.
    public func masked(_ text: String) -> String {
        self.masker.masked(text) ?? text
    }

    /// `draft` with its secrets masked, within `limits` if it was before; `nil` where it has none.
    func masked(_ draft: Event.Draft, within limits: EventLimits) -> Event.Draft? {
        guard let masked = DraftMasker(masker: self.masker).masked(draft) else { return nil }
        do {
            try limits.check(masked)
            return masked
        } catch {
            // Masks may be longer than what they hide.
            guard (try? limits.check(draft)) != nil else { return masked }
            return DraftMasker(masker: self.masker, isTight: true).masked(draft)
        }
    }
}
