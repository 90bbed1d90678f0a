/// What stands in the place of something that must not be kept: `[masked: password]`.
struct Mask: Sendable, Hashable {
    /// The mask in ASCII, free of anything that JSON escapes.
    let bytes: [UInt8]

    /// A mask that says what it hides: lower-case words.
    init(_ reason: String) {
        self.bytes = Array("[masked: \(reason)]".utf8)
    }

    static let password = Mask("password")
    static let token = Mask("token")
    static let secret = Mask("secret")
    static let key = Mask("key")
    static let code = Mask("code")
    static let authorization = Mask("authorization")
    static let cookie = Mask("cookie")
    static let session = Mask("session")
    static let credentials = Mask("credentials")
    static let signature = Mask("signature")
    static let card = Mask("card")
    static let account = Mask("account")
    static let person = Mask("person")
    static let jwt = Mask("jwt")
    static let pem = Mask("pem")
    /// For what cannot be masked piece by piece.
    static let all = Mask("all")

    /// The place behind the mask that begins at `place`; `nil` where none does.
    static func end(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard ASCII.matches("[masked", at: place, in: bytes) else { return nil }
        var end = place + 7
        guard end < bytes.count else { return nil }
        if bytes[end] == UInt8(ascii: "]") { return end + 1 }
        guard ASCII.matches(": ", at: end, in: bytes) else { return nil }
        end += 2
        let start = end
        while end < bytes.count, end - start <= Self.longestReason {
            switch bytes[end] {
            case UInt8(ascii: "]"): return end > start ? end + 1 : nil
            case UInt8(ascii: " "), UInt8(ascii: "a")...UInt8(ascii: "z"), 48...57: end += 1
            default: return nil
            }
        }
        return nil
    }

    /// Whether `bytes` are a mask and nothing else.
    static func isOne(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        Self.end(at: 0, in: bytes) == bytes.count
    }

    /// Whether a mask ends right before `place`.
    static func ends(before place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = place - 1
        guard start >= 0, bytes[start] == UInt8(ascii: "]") else { return false }
        let least = max(0, place - Self.longestReason - 10)
        while start > least, bytes[start] != UInt8(ascii: "[") { start -= 1 }
        return Self.end(at: start, in: bytes) == place
    }

    /// The most bytes of a reason.
    static let longestReason = 40
}
