internal import Crypto
internal import Trail

/// The secret of a bearer token: `trail_` and 32 random bytes in base64url.
///
/// It is shown once, when it is made. Only its SHA-256 is stored.
public struct TokenSecret: Sendable {
    /// What every secret begins with, so that scanners recognise a leaked one.
    public static let prefix = "trail_"

    /// The text that the bearer presents.
    public let text: String

    /// A secret as presented; `nil` for a text that cannot be one, for which no store is asked.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count == Self.prefix.utf8.count + 43, bytes.starts(with: Self.prefix.utf8),
            bytes.allSatisfy(Self.isWordByte)
        else { return nil }
        self.text = text
    }

    /// A new secret.
    public static func random() -> Self {
        Self(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) })
    }

    private init(bytes: [UInt8]) {
        self.text = Self.prefix + Base64URL.encode(bytes)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// The SHA-256 of the text, by which the token is stored and found.
    public var hash: [UInt8] { [UInt8](self.digest) }

    var digest: SHA256.Digest {
        var text = self.text
        return text.withUTF8 { buffer in
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return hasher.finalize()
        }
    }
}
