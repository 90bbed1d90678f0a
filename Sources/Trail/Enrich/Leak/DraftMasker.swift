/// Masks secrets in the parts of a draft; copies nothing unless something is masked.
struct DraftMasker {
    let masker: TextMasker
    /// Whether nothing may get longer: texts are cut off, free JSON is masked as a whole.
    var isTight = false

    /// `draft` with its secrets masked; `nil` where it has none.
    func masked(_ draft: Event.Draft) -> Event.Draft? {
        var revised: Event.Draft?
        if let actor = draft.actor, let masked = self.masked(actor) {
            Self.revise(draft, &revised) { $0.actor = masked }
        }
        if let masked = self.masked(draft.context) {
            Self.revise(draft, &revised) { $0.context = masked }
        }
        let revealed = draft.revealed
        for (place, target) in draft.targets.enumerated() {
            guard let masked = self.masked(target, revealing: revealed) else { continue }
            Self.revise(draft, &revised) { $0.targets[place] = masked }
        }
        if let masked = self.masked(draft.changes, revealing: revealed) {
            Self.revise(draft, &revised) { $0.changes = masked }
        }
        if let masked = self.masked(draft.detail, revealing: revealed) {
            Self.revise(draft, &revised) { $0.detail = masked }
        }
        self.json(draft.metadata, draft, &revised) { $0.metadata = $1 }
        return revised
    }

    private func masked(_ actor: Event.Actor) -> Event.Actor? {
        var revised: Event.Actor?
        self.text(actor.id, .word, actor, &revised) { $0.id = $1 }
        self.text(actor.name, .prose, actor, &revised) { $0.name = $1 }
        self.text(actor.session, .word, actor, &revised) { $0.session = $1 }
        self.text(actor.credential, .prose, actor, &revised) { $0.credential = $1 }
        if let other = actor.onBehalfOf {
            self.text(other.id, .word, actor, &revised) { $0.onBehalfOf?.id = $1 }
            self.text(other.name, .prose, actor, &revised) { $0.onBehalfOf?.name = $1 }
        }
        return revised
    }

    private func masked(_ context: Event.Context) -> Event.Context? {
        var revised: Event.Context?
        self.text(context.userAgent, .prose, context, &revised) { $0.userAgent = $1 }
        self.text(context.browser, .prose, context, &revised) { $0.browser = $1 }
        self.text(context.platform, .prose, context, &revised) { $0.platform = $1 }
        self.text(context.os, .prose, context, &revised) { $0.os = $1 }
        self.text(context.origin, .url, context, &revised) { $0.origin = $1 }
        self.text(context.referer, .url, context, &revised) { $0.referer = $1 }
        self.text(context.requestID, .word, context, &revised) { $0.requestID = $1 }
        self.text(context.traceID, .word, context, &revised) { $0.traceID = $1 }
        self.text(context.source, .prose, context, &revised) { $0.source = $1 }
        if let geo = context.geo {
            self.text(geo.country, .prose, context, &revised) { $0.geo?.country = $1 }
            self.text(geo.city, .prose, context, &revised) { $0.geo?.city = $1 }
        }
        return revised
    }
}

extension DraftMasker {
    /// Masks `text`, and writes it with `set` to a copy of `part` where that changes it.
    @inline(__always)
    func text<Part>(
        _ text: String?,
        _ kind: TextMasker.Kind,
        _ part: Part,
        _ revised: inout Part?,
        _ set: (inout Part, String) -> Void
    ) {
        guard let text, var masked = self.masker.masked(text, kind) else { return }
        if self.isTight { Self.clip(&masked, to: text.utf8.count) }
        Self.revise(part, &revised) { set(&$0, masked) }
    }

    /// Masks `json`, and writes it with `set` to a copy of `part` where that changes it.
    @inline(__always)
    func json<Part>(
        _ json: CanonicalJSON?,
        by rule: NameRule? = nil,
        revealing revealed: RevealedFields? = nil,
        _ part: Part,
        _ revised: inout Part?,
        _ set: (inout Part, CanonicalJSON) -> Void
    ) {
        guard let json,
            var masked = JSONMasker.masked(
                json,
                by: rule,
                revealing: revealed?.fields ?? [],
                self.masker
            )
        else { return }
        if self.isTight, masked.bytes.count > json.bytes.count { masked = JSONMasker.whole(json) }
        Self.revise(part, &revised) { set(&$0, masked) }
    }

    /// Changes a copy of `part`, which is made the first time.
    static func revise<Part>(
        _ part: Part,
        _ revised: inout Part?,
        _ change: (inout Part) -> Void
    ) {
        var copy = revised ?? part
        revised = nil
        change(&copy)
        revised = copy
    }

    /// Cuts `text` off behind at most `count` bytes, between two characters.
    static func clip(_ text: inout String, to count: Int) {
        guard text.utf8.count > count else { return }
        var end = text.utf8.index(text.startIndex, offsetBy: count)
        while end > text.startIndex, String.Index(end, within: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        text = String(text[..<end])
    }
}
