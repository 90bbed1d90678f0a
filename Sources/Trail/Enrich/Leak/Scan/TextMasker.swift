/// Masks secrets in texts, wherever they stand in them.
final class TextMasker: Sendable {
    /// What sort of text it is.
    enum Kind: Sendable {
        /// Sentences, logs, anything.
        case prose
        /// A URL or a part of one.
        case url
        /// An id: only what cannot be anything but a secret is masked.
        case word
    }

    let judge: NameJudge
    let values: LeakRules.Values

    init(judge: NameJudge, values: LeakRules.Values) {
        self.judge = judge
        self.values = values
    }

    /// `text` with its secrets masked; `nil` where it has none.
    ///
    /// Masking the result again changes nothing.
    func masked(_ text: String, _ kind: Kind = .prose) -> String? {
        let masked: [UInt8]?? = text.utf8.withContiguousStorageIfAvailable {
            self.masked($0, kind)
        }
        let bytes =
            switch masked {
            case .some(let bytes): bytes
            case nil: Array(text.utf8).withUnsafeBufferPointer { self.masked($0, kind) }
            }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// `text` with its secrets masked; `nil` where it has none.
    func masked(_ text: UnsafeBufferPointer<UInt8>, _ kind: Kind = .prose) -> [UInt8]? {
        self.find(in: text, kind, depth: 0)?.text
    }

    /// What was found in a text.
    struct Finding {
        /// The text, masked.
        var text: [UInt8]
        /// The mask of the first secret.
        var mask: Mask
    }

    /// Masks until nothing is left to mask: a mask may bring together what was apart before.
    func find(in text: UnsafeBufferPointer<UInt8>, _ kind: Kind, depth: Int) -> Finding? {
        guard var finding = self.findOnce(in: text, kind, depth: depth) else { return nil }
        for _ in 0..<4 {
            let next = finding.text.withUnsafeBufferPointer {
                self.findOnce(in: $0, kind, depth: depth)
            }
            guard let next else { break }
            finding.text = next.text
        }
        return finding
    }

    private func findOnce(
        in text: UnsafeBufferPointer<UInt8>,
        _ kind: Kind,
        depth: Int
    ) -> Finding? {
        guard text.count >= 4 else { return nil }
        let numbers = kind == .word ? nil : NumberScanner.masked(text, self.values)
        guard let numbers else { return self.scan(text, kind, depth: depth) }
        let rest = numbers.text.withUnsafeBufferPointer { self.scan($0, kind, depth: depth) }
        return Finding(text: rest?.text ?? numbers.text, mask: numbers.mask)
    }

    private func scan(
        _ text: UnsafeBufferPointer<UInt8>,
        _ kind: Kind,
        depth: Int
    ) -> Finding? {
        let kinds: LeakAnchors.Kinds = kind == .word ? [.prefix, .opening] : .all
        let anchors = LeakAnchors.standard
        guard let first = anchors.next(of: kinds, from: 0, in: text) else { return nil }
        var scanner = TextScanner(text, kind, self, depth: depth)
        var next: Int? = first
        while let place = next {
            scanner.look(at: place, anchors.kinds(at: place, in: text).intersection(kinds))
            next = anchors.next(of: kinds, from: scanner.place, in: text)
        }
        return scanner.finish()
    }
}
