#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Standard base64 with padding (RFC 4648 §4), held to its one canonical spelling.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// The bytes that `text` spells; `nil` unless encoding them gives `text` again.
    ///
    /// Decoders commonly let stray bits in the last character pass. Here they would give one
    /// signed note two spellings.
    static func decode(_ text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text) else { return nil }
        guard data.base64EncodedString().utf8.elementsEqual(text.utf8) else { return nil }
        return [UInt8](data)
    }
}
