/// Finds a part of a text, whatever the case of the letters.
///
/// Where both are ASCII, and nearly all ids, addresses and methods are, bytes are compared. Other
/// text is put in lower case by Unicode's default mapping first, which knows no language and no
/// equivalence: `É` finds `é`, but not an `e` with a combining accent, and `ß` does not find `SS`.
enum CaselessSearch {
    /// Whether `text`, which is UTF-8, has `part` in it.
    static func contains(_ part: String, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var part = part
        let found = part.withUTF8 { Self.containsASCII($0, in: text) }
        if let found { return found }
        var text = String(decoding: text, as: UTF8.self).lowercased()
        part = part.lowercased()
        return text.withUTF8 { text in part.withUTF8 { Self.contains($0, in: text) } }
    }

    /// The answer by bytes; `nil` unless both are ASCII.
    private static func containsASCII(
        _ part: UnsafeBufferPointer<UInt8>,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Bool? {
        // All bits together show whether any byte has the eighth.
        guard part.reduce(0, |) < 0x80, text.reduce(0, |) < 0x80 else { return nil }
        return Self.contains(part, in: text)
    }

    private static func contains(
        _ part: UnsafeBufferPointer<UInt8>,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let first = part.first.map(Self.lowered) else { return true }
        guard part.count <= text.count else { return false }
        for start in 0...(text.count - part.count) where Self.lowered(text[start]) == first {
            var offset = 1
            while offset < part.count,
                Self.lowered(text[start + offset]) == Self.lowered(part[offset])
            {
                offset += 1
            }
            if offset == part.count { return true }
        }
        return false
    }

    @inline(__always)
    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 65 && byte <= 90 ? byte | 0x20 : byte
    }
}
