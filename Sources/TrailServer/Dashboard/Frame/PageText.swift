internal import Mustache

/// Escapes what a page shows, byte by byte.
///
/// By characters, as the library's own way goes, a `<` that stands beside a combining mark or
/// behind a scalar such as U+0600 is none, and would reach the page as it is: a browser sees no
/// characters.
struct PageText: MustacheContentType {
    /// What templates call it.
    static let name = "page"

    /// What stands at the beginning of a template whose values it escapes; each needs it, partials
    /// as well.
    static let pragma = "{{% CONTENT_TYPE: \(Self.name) }}"

    /// `text` with everything escaped that means something in HTML, within quotes and without.
    func escapeText(_ text: String) -> String {
        guard text.utf8.contains(where: { Self.entity(of: $0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 64)
        for byte in text.utf8 {
            if let entity = Self.entity(of: byte) {
                bytes.append(contentsOf: entity.utf8)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func entity(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
