internal import Trail

/// How the id of an actor is found among the claims of a token.
public enum JWTIdentification: Sendable {
    /// The first of these claims that is there.
    ///
    /// An absent one, `null` and an empty text lead to the next. A text is the id; so is an
    /// integer, by its digits. Anything else identifies nobody, rather than that another claim is
    /// taken in its place.
    case claims([String])
    /// Whatever the closure says; `nil` for nobody.
    case custom(@Sendable (JWTClaims) -> String?)

    /// The claims that are looked at unless told otherwise.
    public static let defaultClaims = ["user_id", "sub", "pk", "id"]

    /// The id; `nil` where there is none that an event could hold.
    func id(in claims: JWTClaims) -> String? {
        let id =
            switch self {
            case .claims(let names): Self.id(in: claims, names)
            case .custom(let find): find(claims)
            }
        guard let id, !id.isEmpty, id.utf8.count <= Self.maximumLength else { return nil }
        return id
    }

    /// The most bytes of an id, and of any other word of an event.
    static let maximumLength = EventLimits().word

    private static func id(in claims: JWTClaims, _ names: [String]) -> String? {
        for name in names {
            switch claims[name] {
            case nil, .null, .string(""): continue
            case .string(let text): return text
            case .integer(let number): return String(number)
            case .digits(let digits) where digits.utf8.allSatisfy(Self.isOfInteger): return digits
            default: return nil
            }
        }
        return nil
    }

    private static func isOfInteger(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
