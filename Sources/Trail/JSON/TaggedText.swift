#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Values that JSON's numbers and texts cannot hold exactly, written as text behind a tag:
/// `number:12345678901234567890`, `bytes:AAEC`.
///
/// An ordinary text that itself begins with a tag is written behind `string:`, so nothing is
/// ambiguous and everything can be read back.
enum TaggedText {
    static let number = "number:"
    static let bytes = "bytes:"
    static let string = "string:"

    /// What stands behind `number:` for values that are no numbers of JSON at all.
    private static let notFinite: Set<String> = ["Infinity", "-Infinity", "NaN"]

    /// The text for `digits` that no double holds.
    static func number(_ digits: some Sequence<UInt8>) -> String {
        Self.number + String(decoding: Array(digits), as: UTF8.self)
    }

    /// The text for bytes.
    static func bytes(_ bytes: [UInt8]) -> String {
        Self.bytes + Data(bytes).base64EncodedString()
    }

    /// Whether an ordinary text must be escaped.
    static func needsEscape(_ text: some Collection<UInt8>) -> Bool {
        switch text.first {
        case UInt8(ascii: "n"): text.starts(with: Self.number.utf8)
        case UInt8(ascii: "b"): text.starts(with: Self.bytes.utf8)
        case UInt8(ascii: "s"): text.starts(with: Self.string.utf8)
        default: false
        }
    }

    /// The value that a text of canonical JSON stands for: the way back from the tags.
    ///
    /// A tag with something behind it that Trail does not write stays ordinary text.
    static func value(of text: String) -> JSON {
        guard Self.needsEscape(text.utf8) else { return .string(text) }
        if text.hasPrefix(Self.string) { return .string(Self.rest(of: text, Self.string)) }
        if text.hasPrefix(Self.number) {
            let digits = Self.rest(of: text, Self.number)
            if Self.notFinite.contains(digits) { return .digits(digits) }
            return JSON.number(digits) ?? .string(text)
        }
        let base64 = Self.rest(of: text, Self.bytes)
        return Data(base64Encoded: base64).map { .bytes(Array($0)) } ?? .string(text)
    }

    private static func rest(of text: String, _ tag: String) -> String {
        String(decoding: text.utf8.dropFirst(tag.utf8.count), as: UTF8.self)
    }
}
